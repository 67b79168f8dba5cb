"""Words of a site's layouts that are written without a template: in siblings and in the feed."""

from __future__ import annotations

from adjoint.frozen import frozen


@frozen
class Words:
    """Each stands under its name in ``words.jinja``; here are those of the theme."""

    takeaways: str = "Key takeaways"
    """What stands over a post's takeaways."""
    numbers_in_text: str = "Numbers in this text"
    """What stands over the table of its numbers."""
    computed_by: str = "Computed by version {engine} of Adjoint’s engine, when the page was built."
    """The sentence below it; the engine's version goes to its mark."""
    number: str = "Number"
    expression: str = "Expression"
    in_full: str = "In full"
    source: str = "From"
    checked: str = "Checked"
    at: str = "at"
    arithmetic: str = "arithmetic"
    modes_agree: str = "forward and reverse mode agree"
    tape_agrees: str = "the tape that the page replays agrees"
    computed_once: str = "computed once"
    cite: str = "Cite as"
