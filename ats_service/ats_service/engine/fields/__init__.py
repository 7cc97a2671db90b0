"""Fields of a résumé: each module turns labelled lines into values with their evidence."""
