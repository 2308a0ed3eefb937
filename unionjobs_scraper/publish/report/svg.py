"""A chart as SVG that is safe inside a page: known elements and attributes only, its own ids, a text alternative."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from markupsafe import Markup

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset("svg g path rect line circle text tspan defs clipPath title desc".split())
ATTRIBUTES = frozenset(
    "viewBox id clip-path transform d x y x1 x2 y1 y2 dx dy cx cy r width height fill fill-opacity stroke"
    " stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit opacity"
    " text-anchor font-family font-size font-weight font-style display".split()
)
_REFERENCE = re.compile(r"url\(#([\w-]+)\)")


def drawn(chart: dict[str, Any], name: str, title: str, description: str) -> Markup:
    """Draws a Vega-Lite chart; `name` is unique in the page, `title` and `description` are its text alternative."""
    import vl_convert  # here: it brings a JavaScript engine

    return inlined(vl_convert.vegalite_to_svg(chart), name, title, description)


def inlined(svg: str, name: str, title: str, description: str) -> Markup:
    """The same drawing, fit to be part of a page. Raises `ValueError` for what is no SVG."""
    try:
        root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"the drawing of {name} is no SVG: {error}") from error
    _only_known(root)
    _own_ids(root, name)
    for key in ("width", "height"):
        root.attrib.pop(key, None)  # the page says how wide it is, viewBox how high then
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    root.set("focusable", "false")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = etree.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(place, element)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704 — only known elements and attributes are left


def _only_known(root: Any) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or etree.QName(element).localname not in ELEMENTS:
            element.getparent().remove(element)
            continue
        for key in set(element.attrib) - ATTRIBUTES:
            del element.attrib[key]
    etree.cleanup_namespaces(root)


def _own_ids(root: Any, name: str) -> None:
    """Numbers the ids: those of the engine count on from chart to chart, and repeat from page to page."""
    ids: dict[str, str] = {}
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", ids.setdefault(element.get("id"), f"{name}-{len(ids) + 1}"))
    for element in root.iter():
        for key, value in element.attrib.items():
            if "url(" in value:
                element.set(key, _REFERENCE.sub(lambda found: f"url(#{ids.get(found[1], 'none')})", value))
