"""The rooms of the product, its top-level packages. Imports go one way:

registry, theme, fonts <- tables <- claims <- charts <- topics <- markup <- delivery <- exports <- ui <- app
"""

VERSION = "0.2.0"
"""The product's version, in every take-away; `pyproject.toml` and `CITATION.cff` say the same."""
