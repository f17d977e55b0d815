"""The file that travels on a stick: frames, seal, signature, office cards, and how it is really written."""
