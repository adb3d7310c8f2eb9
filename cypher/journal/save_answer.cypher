// Completes a receipt with the id that was answered.
// access: write
// scope: none
// params: actor: str, key: str, answer: str
// returns: nothing
MATCH (receipt:Receipt {actor: $actor, key: $key})
SET receipt.answer = $answer
