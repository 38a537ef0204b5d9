// XeroSwitches: what is not established about Xero, one switch a point, each set to the answer that is harder
// on a client. Tests turn them over, because the client must be right either way. Plain data.
#pragma once

#include <cstddef>
#include <string>

#include "base/date.h"

namespace crosswalk::simulator::xero_sim {

struct XeroSwitches {
  // Batches.
  bool summarise_by_default = true;    // no summarizeErrors: a bad element makes the whole answer a 400
  bool valid_elements_persist = true;  // … while the valid ones of the same request are created all the same
  bool shuffled_elements = true;       // the answer's elements come in another order than the request's
  bool errors_as_description = false;  // {"Description": …} instead of {"Message": …}
  bool nested_errors_only = false;     // a line's or contact's error stands only inside it

  // Documents.
  bool voided_number_reusable = false;     // a voided or deleted invoice frees its number
  bool unknown_tracking_refused = true;    // false: an unknown option is dropped without a word
  bool lock_refuses_drafts = true;         // lock dates bind drafts too
  bool item_supplies_account = false;      // a line's ItemCode alone stands for its account
  bool tax_bounded_by_unit = true;         // "TaxAmount … cannot be greater than the UnitAmount", literally
  bool wrong_totals_refused = false;       // a Total that disagrees is refused instead of ignored
  bool negative_total_refused = true;      // an invoice below zero is refused
  bool credit_note_number_unique = false;  // "Credit Note # must be unique."
  bool zero_total_is_paid = true;          // an approved invoice over nothing is PAID at once
  int approvals_a_month = 0;  // legacy plans: how many sales invoices may be approved; 0: no limit
  Millis list_lag{2'000};     // how long a new document is missing from lists and look-ups by number
  bool modified_since_inclusive = false;  // If-Modified-Since finds a change in that very second

  std::size_t largest_page = 1'000;  // of a list, whatever pageSize asks for

  // Money and journals.
  bool batch_payments_fail_silently = true;   // with summarizeErrors=false: no id, no error, no payment
  bool batch_children_lose_reference = true;  // what a payment of a batch said of itself is gone
  bool rate_is_base_per_foreign = false;      // a CurrencyRate sent is taken the other way round
  bool allocation_date_required = true;       // although what it says is not looked at
  bool ended_allocations_shown = true;        // a credit note goes on showing what was taken off, as deleted
  std::size_t longest_payment_reference = 255;
  bool deleting_touches_transfer = false;  // If-Modified-Since tells of a deleted or reconciled transfer
  bool journal_line_dropped = true;        // an unknown account on a journal: a warning, and the line is gone

  // Idempotency keys.
  bool refusals_cached = true;        // a 4xx is replayed as well; a 500 always is
  bool mismatch_in_elements = false;  // "used with a different request" inside Elements
  bool key_store_down = false;        // every keyed request is answered 500, unexecuted

  // Sign-in and limits.
  int missing_scope_status = 401;                         // or 403
  std::string missing_scope_word = "insufficient_scope";  // Xero's FAQ spells "insufficent_scope"
  bool grace_repeats_pair = false;  // an old refresh token within its grace brings the same next one again
  bool late_reuse_revokes = true;   // an old refresh token after its grace ends the whole consent
  bool person_declines = false;     // who is asked to allow the app presses Cancel
  bool rolling_windows = true;      // false: fixed windows from the first call
  std::string concurrent_problem = "concurrent";
  std::string app_problem = "appminute";

  // Webhooks.
  bool payment_fires_invoice_webhook = false;  // an INVOICE or CREDITNOTE event when only money came or went
  bool webhooks_repeat = true;                 // the last event of a post comes again with the next

  // Forms.
  std::string date_offset = "+0000";  // in "/Date(ms+0000)/"; "" and "+1300" are seen as well
  std::size_t largest_body = 3'500'000;
};

}  // namespace crosswalk::simulator::xero_sim
