"""Search without a server: an index in pieces, of which a browser fetches those that hold a query's words."""

from adjoint.site.search.pieces import Piece, pieces
from adjoint.site.search.words import MARKED, Words, weights, words_of

__all__ = ["MARKED", "Piece", "Words", "pieces", "weights", "words_of"]
