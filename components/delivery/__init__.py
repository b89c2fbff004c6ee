"""Delivery: how a figure reaches a browser, as a drawing or as a specification.

A drawing is there at once and needs no engine of the browser's; it follows its reader's mode and the width of its
place. A specification is for the engine, which draws it anew for every choice.
"""
