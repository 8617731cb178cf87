"""stub"""

POLICY = "default-src 'none'"


def page(dataset, root):
    return b"stub"
