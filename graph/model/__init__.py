"""What a data set holds: entities, the closed lists, dates."""
