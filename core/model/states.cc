#include "model/states.h"

#include <array>
#include <string>

namespace crosswalk {
namespace {

template <class State>
struct Transition {
  State from;
  State to;
  Cause cause;
};

using R = RecordState;
constexpr std::array record_transitions = {
    Transition<R>{R::received, R::waiting, Cause::mapped},
    Transition<R>{R::received, R::booked, Cause::mapped},
    Transition<R>{R::received, R::held, Cause::mapped},
    Transition<R>{R::received, R::dead, Cause::mapped},
    Transition<R>{R::received, R::skipped, Cause::mapped},
    Transition<R>{R::received, R::received, Cause::revision},
    Transition<R>{R::waiting, R::received, Cause::revision},
    Transition<R>{R::waiting, R::received, Cause::replay},
    Transition<R>{R::waiting, R::received, Cause::awaited},
    Transition<R>{R::booked, R::received, Cause::revision},
    Transition<R>{R::booked, R::received, Cause::replay},
    Transition<R>{R::held, R::received, Cause::revision},
    Transition<R>{R::held, R::received, Cause::replay},
    Transition<R>{R::held, R::received, Cause::awaited},
    Transition<R>{R::dead, R::received, Cause::revision},
    Transition<R>{R::dead, R::received, Cause::replay},
    Transition<R>{R::skipped, R::received, Cause::revision},
    Transition<R>{R::skipped, R::received, Cause::replay},
};

using D = DocumentState;
constexpr std::array document_transitions = {
    Transition<D>{D::drafted, D::sending, Cause::send},
    Transition<D>{D::retry, D::sending, Cause::send},
    Transition<D>{D::sending, D::posted, Cause::answer},
    Transition<D>{D::sending, D::pending, Cause::answer},
    Transition<D>{D::sending, D::retry, Cause::answer},
    Transition<D>{D::sending, D::unknown, Cause::answer},
    Transition<D>{D::sending, D::rejected, Cause::answer},
    Transition<D>{D::sending, D::unknown, Cause::lease_lost},
    Transition<D>{D::pending, D::posted, Cause::look_up},
    Transition<D>{D::pending, D::pending, Cause::look_up},
    Transition<D>{D::pending, D::rejected, Cause::look_up},
    Transition<D>{D::pending, D::drafted, Cause::look_up},
    Transition<D>{D::unknown, D::posted, Cause::look_up},
    Transition<D>{D::unknown, D::pending, Cause::look_up},
    Transition<D>{D::unknown, D::unknown,
                  Cause::look_up},  // still unknown: the look-up failed, or the first absence
    Transition<D>{D::unknown, D::rejected, Cause::look_up},
    Transition<D>{D::unknown, D::drafted, Cause::look_up},
    Transition<D>{D::drafted, D::withdrawn, Cause::revision},
    Transition<D>{D::drafted, D::withdrawn, Cause::replay},
    Transition<D>{D::retry, D::withdrawn, Cause::revision},
    Transition<D>{D::retry, D::withdrawn, Cause::replay},
    Transition<D>{D::rejected, D::withdrawn, Cause::revision},
    Transition<D>{D::rejected, D::withdrawn, Cause::replay},
    Transition<D>{D::posted, D::disputed, Cause::compared},
    Transition<D>{D::disputed, D::disputed, Cause::compared},  // it differs in another way
    Transition<D>{D::disputed, D::posted, Cause::compared},    // it is as we sent it again
    Transition<D>{D::disputed, D::posted, Cause::accepted},
    Transition<D>{D::disputed, D::voided, Cause::accepted},  // it is gone there
    Transition<D>{D::posted, D::voided, Cause::accepted},    // an earlier step of what is gone
    Transition<D>{D::posted, D::voided, Cause::answer},
    Transition<D>{D::posted, D::voided, Cause::look_up},
};

constexpr std::array record_names = {"received", "waiting", "booked", "held", "dead", "skipped"};
constexpr std::array document_names = {"drafted", "sending",  "posted",    "pending",  "retry",
                                       "unknown", "rejected", "withdrawn", "disputed", "voided"};
constexpr std::array cause_names = {"mapped",  "revision", "replay", "send",    "answer",  "lease lost",
                                    "look-up", "compared", "rule",   "awaited", "accepted"};

template <class State, class Names>
Result<State> named(std::string_view name, const Names& names) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<State>(i);
  return fail(ErrorKind::invalid, "\"" + std::string(name) + "\" is not a state");
}

template <class State, class Table>
bool listed(State from, State to, Cause cause, const Table& table) {
  for (const auto& row : table)
    if (row.from == from && row.to == to && row.cause == cause) return true;
  return false;
}

}  // namespace

std::string_view name_of(RecordState state) {
  return record_names.at(static_cast<std::size_t>(state));
}
std::string_view name_of(DocumentState state) {
  return document_names.at(static_cast<std::size_t>(state));
}
std::string_view name_of(Cause cause) {
  return cause_names.at(static_cast<std::size_t>(cause));
}
Result<RecordState> record_state_named(std::string_view name) {
  return named<RecordState>(name, record_names);
}
Result<DocumentState> document_state_named(std::string_view name) {
  return named<DocumentState>(name, document_names);
}
bool allowed(RecordState from, RecordState to, Cause cause) {
  return listed(from, to, cause, record_transitions);
}
bool allowed(DocumentState from, DocumentState to, Cause cause) {
  return listed(from, to, cause, document_transitions);
}

}  // namespace crosswalk
