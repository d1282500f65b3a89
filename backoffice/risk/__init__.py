"""The credit decision: policy rules as data, read over facts, explained rule by rule."""
