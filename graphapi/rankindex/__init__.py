"""The rank index: what a ranking looks at, kept in this process as arrays, with exactly the answers of Cypher.

Everything that needs numpy is imported by `graphapi.rankindex.starting` when the index is switched on, and only then.
"""
