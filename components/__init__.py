"""The rooms of the product. Imports go one way:

theme <- tables <- claims <- charts <- topics <- markup <- exports <- ui <- pages <- app
"""
