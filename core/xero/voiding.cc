#include "xero/voiding.h"

#include "base/json_tree.h"
#include "xero/kinds.h"

namespace crosswalk::xero {
namespace {

Document step_of(const StandingDocument& standing, int step, Operation operation, const std::string& number) {
  const Document& effective = *standing.effective;
  Document document;
  document.pair = effective.pair;
  document.kind = effective.kind;
  document.key = standing.key;
  document.step = step;
  document.operation = operation;
  document.record = effective.record;
  document.date = effective.date;
  Json content{{std::string(words_of(effective.kind)->key), number}};
  if (operation == Operation::annul)
    content["Status"] = "VOIDED";
  else
    document.total = effective.total;  // it still stands: one that somebody has changed is not voided unseen
  document.content = to_text(content);
  return document;
}

}  // namespace

std::vector<Document> void_steps(const StandingDocument& standing) {
  std::vector<Document> steps;
  int step = standing.last_step;
  std::string number = standing.number;
  if (number == standing.key) {
    number = standing.key + std::string(void_mark) + std::to_string(standing.voids + 1);
    steps.push_back(step_of(standing, ++step, Operation::update, number));
  }
  steps.push_back(step_of(standing, ++step, Operation::annul, number));
  return steps;
}

Document restoring_step(const StandingDocument& standing) {
  return step_of(standing, standing.last_step + 1, Operation::update, standing.key);
}

}  // namespace crosswalk::xero
