"""The rooms of the product. Imports go one way:

theme <- tables <- claims <- charts <- topics <- ui <- pages <- app
"""
