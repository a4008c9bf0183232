"""What is done with many reviews: batches, the gate, comparisons.

Nothing here prints, reads the environment or exits.
"""
