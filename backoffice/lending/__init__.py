"""Pure lending mathematics: figures in, figures out, standard library only."""
