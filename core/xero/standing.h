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
  bool refused = false;               // one of them was
  int last_step = 0;                  // of the steps that took effect
  std::string number;                 // what Xero shows it under: its key, or "<key>~V1" before it is voided
  int voids = 0;                      // how often it was voided
  bool freed = false;                 // it was voided under another number, and its own may be used again

  bool gone() const { return taken && effective == nullptr; }
  // It may still become another invoice: nothing of it is approved in Xero.
  bool flexible() const { return (!gone() || freed) && !authorised; }
};

// The documents of that kind among `posted`, in the order of their numbers. An error: one of them is still
// under way.
Result<std::vector<StandingDocument>> standing_documents(const Posted& posted, DocumentKind kind);

// Changes the number and nothing else (voiding.h).
bool is_rename(const Document& document);

// From the content of a create or update.
std::string date_in(const Document& document);
bool says_authorised(const Document& document);
// The contact that it is for, by name.
std::string contact_of(const Document& document);

}  // namespace crosswalk::xero
