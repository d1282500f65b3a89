"""A car that is lost: reported, kept on being paid, settled by the insurer."""
