// The receipt of an idempotency key, made if there is none; holds its lock until the transaction ends.
// access: write
// scope: none
// params: actor: str, key: str, operation: str, fingerprint: str
// returns: Receipt
MERGE (receipt:Receipt {actor: $actor, key: $key})
ON CREATE SET receipt.operation = $operation, receipt.fingerprint = $fingerprint, receipt.at = datetime()
// One who is just writing this receipt is waited for, and it is read afterwards.
SET receipt.lockedBy = true
REMOVE receipt.lockedBy
RETURN receipt.operation AS operation, receipt.fingerprint AS fingerprint, receipt.answer AS answer
