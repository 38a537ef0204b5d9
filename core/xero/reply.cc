#include "xero/reply.h"

#include <algorithm>

#include "base/json_tree.h"
#include "base/log.h"
#include "xero/attachment.h"
#include "xero/batch_payments.h"
#include "xero/contact_told.h"
#include "xero/errors.h"
#include "xero/history.h"
#include "xero/kinds.h"
#include "xero/receipt.h"
#include "xero/sent.h"

namespace crosswalk::xero {
namespace {

using Kind = Outcome::Kind;

Outcome outcome(Kind kind, std::string reason) {
  Outcome result;
  result.kind = kind;
  result.reason = std::move(reason);
  return result;
}

// Somebody else's contact has the name, and nothing says that our number stands.
bool only_name_taken(const std::vector<std::string>& messages) {
  const auto says = [&](std::string_view part) {
    return std::any_of(messages.begin(), messages.end(),
                       [&](const std::string& one) { return one.find(part) != std::string::npos; });
  };
  return says("already assigned to another contact") && !says("has this contact number");
}

Outcome refused(const Document& document, const std::vector<std::string>& messages) {
  if (document.kind == DocumentKind::contact && document.operation == Operation::create &&
      only_name_taken(messages)) {
    Outcome renamed = outcome(Kind::retry, "another contact in Xero has its name; it gets one of its own");
    renamed.name_taken = true;
    return renamed;
  }
  const auto ours_perhaps = [](const std::string& one) { return says_taken(one) || says_settled(one); };
  if (document.operation == Operation::create && std::any_of(messages.begin(), messages.end(), ours_perhaps))
    return outcome(Kind::unknown, joined(messages));  // by our own lost call, perhaps: a look-up tells
  if (document.operation != Operation::create && std::any_of(messages.begin(), messages.end(), says_ended))
    return outcome(Kind::unknown, joined(messages));
  if (std::any_of(messages.begin(), messages.end(), says_other_request))
    return outcome(Kind::unknown, joined(messages));
  std::string reason = joined(messages);
  if (document.operation == Operation::remove && says_in_batch(reason))
    reason +=
        " Delete the batch payment in Xero and book its other payments again there, or credit the invoice by "
        "hand; then replay.";
  if (reason.empty()) reason = "Xero refused " + told(document) + " without saying why";
  if (says_archived_contact(reason))
    reason += " Restore the contact in Xero, or name another in the contact rule, then replay.";
  return outcome(Kind::rejected, std::move(reason));
}

bool key_differs(const Document& document, const Json& sent, const Json& element) {
  const KindWords* words = words_of(document.kind);
  return words != nullptr && !words->key.empty() &&
         member_text(element, words->key) != member_text(sent, words->key);
}

Outcome read_element(const Attempt& attempt, const Document& document, const Json& sent, const Json& element,
                     Instant now) {
  if (has_errors(element)) return refused(document, sentences(element));
  const std::string id = real_id(element, document.kind);
  if (id.empty()) return outcome(Kind::unknown, "Xero's reply has no id for " + told(document));
  if (document.kind != DocumentKind::contact) {
    const std::string status = status_in(element, document.kind);
    if (!status_suits(text_in(sent, "Status"), status))
      return outcome(Kind::unknown,
                     "Xero's reply says " + (status.empty() ? "no status" : status) + " of " + document.key);
  }
  if (document.operation == Operation::update && key_differs(document, sent, element))
    return outcome(Kind::unknown, "Xero's reply shows " + document.key + " under another number");
  if (const auto list = warnings(element); !list.empty())
    log::warning("xero",
                 told(document) + " was saved with a warning: " + without_persons(joined(list), attempt));
  Outcome result;
  result.kind = Kind::posted;
  result.receipt = receipt_in(element, document, now);
  result.reason = rate_differs(sent, element);
  return result;
}

Json batches_in(const std::string& body) {
  const auto parsed = parse_json(body, "the batch payments");
  const Json* list = parsed ? member(*parsed, "BatchPayments") : nullptr;
  return list != nullptr ? *list : Json();
}

Outcomes read_saved(const Attempt& attempt, const wire::HttpReply& reply, Instant now) {
  const auto body = parse_json(reply.body, "Xero's reply");
  if (!body) return same_for_all(attempt, Kind::unknown, body.error().message);
  if (attempt.members.front().kind == DocumentKind::attachment) {
    Outcome attached = judge_attachment(attempt, *body, now);
    if (attached.kind != Kind::posted)
      attached = outcome(Kind::unknown, "Xero's reply does not show the attachment");
    return {attached};
  }
  const auto sent = sent_elements(attempt);
  if (!sent) return same_for_all(attempt, Kind::unknown, sent.error().text());
  const Json all = elements_in(attempt, *body);
  if (!all.is_array())
    return same_for_all(attempt, Kind::unknown, "Xero's reply holds no " + envelope_of(attempt));
  if (attempt.members.front().kind == DocumentKind::note) {
    Outcome noted = judge_note(attempt, sent->front(), &all, now);
    if (noted.kind != Kind::posted) noted = outcome(Kind::unknown, "Xero's reply does not show the note");
    return {noted};
  }
  const Json* elements = &all;
  Outcomes outcomes;
  for (std::size_t i = 0; i < attempt.members.size(); ++i) {
    const Document& document = attempt.members[i];
    const Json* element = matching(*elements, document, (*sent)[i]);
    // A refused element may come without its number; where there is only one, it can be no other.
    if (element == nullptr && sent->size() == 1 && elements->size() == 1 && has_errors(elements->front()))
      element = &elements->front();
    if (element != nullptr)
      outcomes.push_back(read_element(attempt, document, (*sent)[i], *element, now));
    else if (is_batched(attempt))
      outcomes.push_back(unnamed_in(batches_in(attempt.request.body), batches_in(reply.body), document));
    else
      outcomes.push_back(outcome(Kind::unknown, "Xero's reply does not name " + told(document)));
  }
  return outcomes;
}

// As a whole, and one of several may be why.
Outcomes halved(const Attempt& attempt, Kind kind, const std::string& text) {
  Outcomes outcomes = same_for_all(attempt, kind, text);
  for (auto& each : outcomes) each.halve = attempt.members.size() > 1;
  return outcomes;
}

Outcomes read_bad_request(const Attempt& attempt, const wire::HttpReply& reply) {
  const std::string text = describe(reply);
  if (says_other_request(reply.body)) return same_for_all(attempt, Kind::unknown, text);
  const auto body = parse_json(reply.body, "Xero's reply");
  // Whole elements of a larger request may have been saved although it says 400 (xero.md §3.1).
  const auto sent = parse_json(attempt.request.body, "the request");
  const Json* elements = sent ? member(*sent, envelope_of(attempt)) : nullptr;
  // An option and a file go out without a list around them.
  const DocumentKind kind = attempt.members.front().kind;
  const bool bare = kind == DocumentKind::tracking_option || kind == DocumentKind::attachment;
  const bool alone = bare || (elements != nullptr && elements->size() == 1 && attempt.members.size() == 1);
  const bool validation =
      body && (same_ignoring_case(member_text(*body, "Type"), "ValidationException") ||
               (member(*body, "ErrorNumber") != nullptr && *member(*body, "ErrorNumber") == 10));
  if (validation && alone) {
    auto messages = sentences(*body);
    if (messages.empty()) messages.push_back(text);
    return {refused(attempt.members.front(), messages)};
  }
  const bool unreadable =
      body && !validation && (member(*body, "ErrorNumber") != nullptr || member(*body, "Type") != nullptr);
  if (alone) return same_for_all(attempt, Kind::rejected, "Xero refused the request (" + text + ")");
  // What Xero could not even read it did not carry out: in halves, until the member is found that it cannot
  // read.
  return halved(attempt, unreadable ? Kind::retry : Kind::unknown, "Xero refused the request (" + text + ")");
}

}  // namespace

Outcomes same_for_all(const Attempt& attempt, Outcome::Kind kind, std::string reason, Instant at) {
  Outcome result = outcome(kind, std::move(reason));
  result.at = at;
  return Outcomes(attempt.members.size(), result);
}

Outcomes read_reply(const Attempt& attempt, const wire::HttpReply& reply, Instant now) {
  if (reply.status >= 200 && reply.status < 300) return read_saved(attempt, reply, now);
  if (reply.status == 400) return read_bad_request(attempt, reply);
  const std::string text = describe(reply);
  // Xero's answer to some malformed elements too (xero.md §8.1), and nobody knows what it did before.
  if (reply.status == 500) return halved(attempt, Kind::unknown, "Xero answered with " + text);
  const bool several = attempt.members.size() > 1;
  if (reply.status == 404) {
    // One unknown contact is enough for the whole request (xero.md §5.1), and what became of the others is
    // not said: in halves, until it is found whose. What was to end and is not known has ended (§8.2); a
    // look-up tells.
    const Operation operation = attempt.members.front().operation;
    const bool ends = operation == Operation::remove || operation == Operation::annul;
    return halved(
        attempt, several || ends ? Kind::unknown : Kind::rejected,
        "Xero does not know a contact or document that the request names; somebody may have removed "
        "it (" +
            text + ")");
  }
  // 408, 409 and 412 say nothing of whether it was carried out.
  const bool refused_whole = reply.status > 400 && reply.status < 500 && reply.status != 408 &&
                             reply.status != 409 && reply.status != 412;
  // Refused as a whole, for one of its members perhaps.
  if (refused_whole)
    return halved(attempt, several ? Kind::retry : Kind::rejected, "Xero answered with " + text);
  return same_for_all(attempt, Kind::unknown, "Xero answered with " + text);
}

}  // namespace crosswalk::xero
