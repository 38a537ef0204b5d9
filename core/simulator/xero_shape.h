// Shape: which JSON kind each field of a request must have. A field of another kind makes Xero refuse the
// whole request with ErrorNumber 14, before any element is looked at; fields that no shape names are ignored,
// as Xero does. Immutable tables; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/xero_body.h"

namespace crosswalk::simulator::xero_sim {

struct Shape {
  enum class Kind { text, number, boolean, date, guid, word, object, list };
  std::string_view name;
  Kind kind = Kind::text;
  std::string_view words = {};                // of a `word`: the allowed ones, separated by blanks
  const std::vector<Shape>* inner = nullptr;  // of an `object`, or of each element of a `list`
};

const std::vector<Shape>& contact_shape();
const std::vector<Shape>& invoice_shape();
const std::vector<Shape>& credit_note_shape();
const std::vector<Shape>& bank_transaction_shape();
const std::vector<Shape>& payment_shape();
const std::vector<Shape>& batch_payment_shape();
const std::vector<Shape>& allocation_shape();
const std::vector<Shape>& bank_transfer_shape();
const std::vector<Shape>& journal_shape();
const std::vector<Shape>& item_shape();

// What does not fit, as Xero's message with its JSON path; "" when all fits.
std::string misfit(const BodyValue& object, const std::vector<Shape>& shape, const std::string& path);

}  // namespace crosswalk::simulator::xero_sim
