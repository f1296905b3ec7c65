"""How well are pages read that no model has seen, and does a change make any figure worse?

`python -m gate CORPORA --fold-models DIR` reads the pages of each set as a run does, every page with a model
that never saw its publisher, scores them with the scorer's own measures, and holds the figures against
`floors.toml`. It lives beside the product, like `training`; nothing of the product imports it.
"""
