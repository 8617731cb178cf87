"""The notes of a paper: what each cites, which lean on which, and the works behind them."""
