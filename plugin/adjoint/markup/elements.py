"""The names of elements: in HTML a tag of another name means nothing: ``x<y and y>z`` is text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adjoint.markup.addresses import COMMENT, TAG

if TYPE_CHECKING:
    from collections.abc import Iterator

_HTML = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
blockquote body br button canvas caption center cite code col colgroup content data datalist dd del
details dfn dialog dir div dl dt em embed fencedframe fieldset figcaption figure font footer form frame
frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen
label legend li link listing main map mark marquee menu menuitem meta meter multicol nav nextid nobr
noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q
rb rbc rp rt rtc ruby s samp script search section select selectedcontent shadow slot small source spacer
span strike strong style sub summary sup table tbody td template textarea tfoot th thead time title tr
track tt u ul var video wbr xmp
"""
_SVG = """
animate animatemotion animatetransform circle clippath defs desc ellipse feblend fecolormatrix
fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight
fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode
femorphology feoffset fepointlight fespecularlighting fespotlight fetile feturbulence filter foreignobject
g line lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient rect set
stop svg switch symbol text textpath tspan use view
"""
_MATHML = """
annotation annotation-xml maction math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded
mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder
munderover semantics
"""

_KNOWN = frozenset(f"{_HTML} {_SVG} {_MATHML}".split())


def is_element(name: str) -> bool:
    """Tell whether a tag's name is that of an element; one with a hyphen may be anybody's own."""
    return "-" in name or name.lower() in _KNOWN


def tag_of_nothing(text: str, offset: int) -> str | None:
    """Return the tag at an offset if it is written as HTML and its name is that of no element."""
    tag = TAG.match(text, offset)
    return None if tag is None or is_element(tag[2]) else tag[0]


def tags_of_nothing(html: str) -> Iterator[tuple[int, str]]:
    """Yield such tags within a stretch of HTML, each with its offset."""
    for tag in TAG.finditer(COMMENT.sub(lambda comment: " " * len(comment[0]), html)):
        if not is_element(tag[2]):
            yield tag.start(), tag[0]
