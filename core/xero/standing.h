// What stands in Xero for a record, one document at a time: what took effect, and what still waits to be
// sent. Views into a Posted, which must outlive them. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "model/document.h"

namespace crosswalk::xero {

struct StandingDocument {
  std::string key;
  const Document* effective =
      nullptr;              // the newest create or update that took effect; null: never, or gone again
  bool authorised = false;  // `effective` says AUTHORISED
  bool taken = false;       // the number is used outside, by what stands or what was voided
  const Document* waiting = nullptr;  // the newest step that was not sent yet, or was refused
  std::vector<std::int64_t> unsent;   // all steps that were not sent
  int last_step = 0;                  // of the steps that took effect

  bool gone() const { return taken && effective == nullptr; }
  // It may still become another invoice: nothing of it is approved in Xero.
  bool flexible() const { return !gone() && !authorised; }
};

// The documents of that kind among `posted`, in the order of their numbers. An error: one of them is still
// under way.
Result<std::vector<StandingDocument>> standing_documents(const Posted& posted, DocumentKind kind);

// From the content of a create or update.
std::string date_in(const Document& document);
bool says_authorised(const Document& document);
// The contact that it is for, by name.
std::string contact_of(const Document& document);

}  // namespace crosswalk::xero
