"""``Callout``: a remark set apart from the text, of one of seven kinds."""
