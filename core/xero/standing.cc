#include "xero/standing.h"

#include <algorithm>
#include <tuple>

#include "base/json_tree.h"
#include "xero/kinds.h"

namespace crosswalk::xero {
namespace {

bool is_content(const Document& document) {
  return document.operation == Operation::create || document.operation == Operation::update;
}

std::string content_text(const Document& document, std::string_view key) {
  const auto content = parse_json(document.content, "the content of " + document.key);
  return content ? text_in(*content, key) : std::string();
}

void add_effect(StandingDocument& invoice, const Document& document) {
  invoice.taken = true;
  invoice.last_step = document.step;
  if (is_rename(document)) {
    const KindWords* words = words_of(document.kind);
    if (words != nullptr) invoice.number = content_text(document, words->key);
    return;
  }
  const bool stands = is_content(document) && document.state != DocumentState::voided;
  invoice.effective = stands ? &document : nullptr;
  invoice.authorised = stands && says_authorised(document);
  if (is_content(document)) {
    invoice.freed = false;
    return;
  }
  if (document.operation == Operation::annul) ++invoice.voids;
  invoice.freed = invoice.number != invoice.key;
  invoice.number = invoice.key;
}

Result<void> add_step(StandingDocument& invoice, const Document& document) {
  switch (document.state) {
    case DocumentState::drafted:
    case DocumentState::retry:
    case DocumentState::rejected:
      invoice.waiting = &document;
      invoice.unsent.push_back(document.id);
      if (document.state == DocumentState::rejected) invoice.refused = true;
      return {};
    case DocumentState::posted:
    case DocumentState::disputed:
    case DocumentState::voided:
      add_effect(invoice, document);
      return {};
    case DocumentState::withdrawn:
      return {};
    case DocumentState::sending:
    case DocumentState::pending:
    case DocumentState::unknown:
      break;
  }
  return fail(ErrorKind::internal, document.key + " is still " + std::string(name_of(document.state)) +
                                       "; it must be settled before its record is booked again");
}

}  // namespace

Result<std::vector<StandingDocument>> standing_documents(const Posted& posted, DocumentKind kind) {
  std::vector<const Document*> steps;
  for (const auto& standing : posted)
    if (standing.document.kind == kind && standing.document.state != DocumentState::withdrawn)
      steps.push_back(&standing.document);
  // "WM-1", "WM-1-2", "WM-1-10": shorter numbers first.
  std::stable_sort(steps.begin(), steps.end(), [](const Document* a, const Document* b) {
    return std::tuple(a->key.size(), std::string_view(a->key), a->step) <
           std::tuple(b->key.size(), std::string_view(b->key), b->step);
  });
  std::vector<StandingDocument> invoices;
  for (const Document* step : steps) {
    if (invoices.empty() || invoices.back().key != step->key) {
      invoices.emplace_back();
      invoices.back().key = step->key;
      invoices.back().number = step->key;
    }
    if (auto added = add_step(invoices.back(), *step); !added) return added.error();
  }
  return invoices;
}

bool is_rename(const Document& document) {
  if (document.operation != Operation::update) return false;
  const auto content = parse_json(document.content, "the content of " + document.key);
  return content && content->is_object() && !content->contains("LineItems");
}

std::string date_in(const Document& document) {
  return content_text(document, "Date");
}

bool says_authorised(const Document& document) {
  return content_text(document, "Status") == "AUTHORISED";
}

std::string contact_of(const Document& document) {
  for (const auto& dependency : document.depends_on)
    if (dependency.kind == DocumentKind::contact) return dependency.key;
  return {};
}

}  // namespace crosswalk::xero
