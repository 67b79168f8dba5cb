"""Labs: interactive figures by their slug, shared by ``LabCanvas`` and ``LabSide``."""
