// Completes a receipt with the id that was answered.
// access: write
// params: key: str, answer: str
// returns: nothing
MATCH (receipt:Receipt {key: $key})
SET receipt.answer = $answer
