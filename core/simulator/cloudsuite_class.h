// ClassRule: a Landmark business class as the stand-in knows it: its key, its fields with lengths and kinds,
// its actions and lists. Every value is text (facts §4). Plain data; safe from any thread once made.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::simulator::cloudsuite_sim {

using Fields = std::map<std::string, std::string, std::less<>>;

enum class FieldKind {
  text,
  integer,
  date,    // YYYYMMDD
  amount,  // signed decimal text, kept with three decimals
  units,   // … with two
  flag,    // true or false; Y and N are understood
  status,  // 0 to 3
};

struct FieldRule {
  std::string name;
  std::size_t length = 0;  // characters; 0: no limit
  FieldKind kind = FieldKind::text;
  bool required = false;
};

enum class Action { create, update_clean, update_error, delete_clean, delete_error, find };

// GET with side effects on a whole set of rows (facts §4, "Form action").
enum class SetWork { interface_ledger, interface_receivables, interface_customers, delete_all, reset_errors };

struct SetAction {
  std::string operation;  // "InterfaceTransactions_InterfaceTransactionsForm_FormOperation"
  bool exact = true;      // false: `operation` is the action alone; the form's name is not known
  SetWork work = SetWork::interface_ledger;
};

struct NamedList {
  std::string name;
  Fields where;  // rows with these values
};

struct ClassRule {
  std::string name;
  std::string created;            // what a create says
  std::vector<std::string> keys;  // rows are listed in this order
  std::vector<FieldRule> fields;
  std::map<std::string, Action, std::less<>> actions;
  std::vector<SetAction> set_actions;
  std::vector<NamedList> lists;

  // By its name, with or without "Class." before it, blanks around it ignored. Null: there is no such field.
  const FieldRule* field(std::string_view spelled) const;
  const SetAction* set_action(std::string_view operation) const;
};

// The value as it is kept: amounts with their decimals, flags as true or false. The error is the sentence of
// the record's exception.
Result<std::string> kept_value(const FieldRule& field, std::string_view value);

// FinanceDimension1 to FinanceDimension10, fifteen characters each.
std::vector<FieldRule> dimension_fields();
std::string dimension_name(int number);  // "FinanceDimension3"

}  // namespace crosswalk::simulator::cloudsuite_sim
