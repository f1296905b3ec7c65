"""How were the weights in `seeds/models` learned? Commands that a person runs; no part of a run imports them."""
