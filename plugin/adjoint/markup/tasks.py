"""Task lists: items that begin with ``[ ]`` or ``[x]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token


def mark_tasks(tokens: Sequence[Token]) -> None:
    """Take the box from each task's text into its item's ``meta["checked"]``, and class its list."""
    if not any(token.type == "list_item_open" for token in tokens):
        return
    lists: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(token)
        elif token.type in {"bullet_list_close", "ordered_list_close"} and lists:
            lists.pop()
        elif token.type == "list_item_open" and lists and index + 2 < len(tokens):
            checked = _take_box(tokens[index + 1], tokens[index + 2])
            if checked is not None:
                token.meta["checked"] = checked
                token.attrs["class"] = "task-list-item"
                lists[-1].attrs["class"] = "contains-task-list"


def _take_box(paragraph: Token, inline: Token) -> bool | None:
    children = inline.children
    if paragraph.type != "paragraph_open" or not children or children[0].type != "text":
        return None
    box = children[0].content[:4]
    if box not in {"[ ] ", "[x] ", "[X] "}:
        return None
    children[0].content = children[0].content[4:]
    return box != "[ ] "
