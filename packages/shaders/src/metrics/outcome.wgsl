// What the network said of one example. The host reads it with `readOutcomes` (outcome.ts).
struct Outcome {
  loss: f32,
  truth: u32,       // the true class
  predicted: u32,   // the class with the largest logit
  rank: u32,        // classes whose logit beats the true one's; k or more: not among the best k
  confidence: f32,  // probability of the predicted class
}
