// CloudSuiteSwitches: what is not established about Infor CloudSuite (facts: UNCONFIRMED), one switch a
// point, each set to the answer that is harder on a client. Tests turn them over, because the client must be
// right either way. Plain data.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/date.h"

namespace crosswalk::simulator::cloudsuite_sim {

// The body of a refusal by the gateway.
enum class RefusalForm { json, html, empty };
// What a set action such as InterfaceTransactions answers.
enum class SetActionForm { array, object, text };

struct CloudSuiteSwitches {
  // Sign-in.
  int wrong_client_status = 401;      // {"error":"invalid_client"}
  int wrong_grant_status = 400;       // {"error":"invalid_grant"}: a wrong sask, a spent refresh token
  int spent_budget_status = 429;      // more tokens than the tenant may be given
  bool refresh_token_changes = true;  // a refresh brings a new refresh token and ends the old one

  // Gateway.
  RefusalForm quota_form = RefusalForm::json;  // the body of 429
  std::optional<int> retry_after_seconds;      // on 429; nothing: no such header
  bool rate_headers = false;                   // x-ratelimit-limit, -remaining, -window on every answer
  Millis gateway_timeout{60'000};              // as the 504 names it

  // Lists.
  bool header_element = true;                // the first element with _count and _links
  bool count_on_request = false;             // _omitCountValue=false brings a real _count
  std::size_t largest_page = 0;              // rows a page at most, whatever _limit says; 0: no limit
  bool blank_fields_listed = false;          // an empty field comes as "" instead of not at all
  bool unknown_list_fields_refused = false;  // otherwise they are left out without a word
  bool error_message_filters = false;        // a filter may name ErrorMessage
  bool list_failures_in_200 = false;         // a refused list is {"exception":…} on 200 instead of a 400
  bool run_group_on_detail = false;          // journals and posted detail keep the run group
  bool journals_listed = true;               // false: GeneralLedgerJournalControl has no list
  bool detail_before_posting = false;  // lines of journals that are not posted are listed as detail as well

  // Staging.
  std::size_t largest_batch = 500;            // records; more is a 400
  bool unknown_fields_refused = false;        // otherwise they are dropped without a word
  bool batch_answers_reversed = false;        // the elements of a batch's answer come last first
  bool failed_elements_carry_fields = false;  // an element with an exception has its _fields as well
  bool exception_details = false;             // className and fieldName beside the exception's message
  std::string duplicate_text = "Record already exists";
  bool run_groups_become_upper_case = true;
  bool used_run_group_refused = false;  // otherwise rows of an interfaced run group are taken once more

  // Customers.
  int customers_become_dimension = 0;  // the finance dimension that gets the code of a new one; 0: none does

  // Interface, journals, posting.
  Millis set_action_delay{5'000};       // from "Submitted" to the result
  Millis journalize_delay{30'000};      // from there to the journal
  Millis release_delay{10'000};         // from there to its release, where journals release by themselves
  Millis posting_delay{20'000};         // and from there to posted detail, where journals post by themselves
  bool releases_by_itself = true;       // false: a person releases and posts journals
  bool posts_by_itself = true;          // false: a person posts journals
  std::string unreleased_status = "0";  // Status of a journal and its lines
  std::string released_status = "1";
  std::string posted_status = "6";
  bool reversals_keep_references = true;  // the lines of a journal that reverses another say what those said
  bool result_row_while_running = true;   // a row with Status 0 and no counts stands before the result
  bool confirmations_required = true;     // without _cmAll=true a set action only asks
  bool errors_by_entity = false;          // an error holds up its own entity instead of the whole run group
  bool unbalanced_refused = false;        // an entity whose rows do not add up to zero gets errors

  // Receivables.
  bool receivables_one_by_one = true;        // a clean document is taken beside a refused one
  bool receivable_numbers_unique = false;    // otherwise a number that stands is booked once more
  bool receivable_credits_negative = false;  // amounts of a credit memo carry a sign
  bool receivable_references_posted = true;  // posted detail keeps the distribution's reference
  bool receivable_rows_are_records = false;  // results count all rows instead of documents

  SetActionForm set_action_form = SetActionForm::array;
  std::string error_status = "3";   // Status of a row with an ErrorMessage
  int business_error_status = 400;  // of "Cannot delete, journalize not complete …"
};

}  // namespace crosswalk::simulator::cloudsuite_sim
