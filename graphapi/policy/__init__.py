"""The policy: every constant of the distance, versioned, with the specificity of skills frozen at a version."""
