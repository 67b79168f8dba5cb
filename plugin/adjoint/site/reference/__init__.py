"""The reference for authors, ``docs/reference.md``, written from the schemas that it tells of."""

from adjoint.site.reference.whole import reference

__all__ = ["reference"]
