// CustomerSettings: where a tenant keeps its customers, and how missing ones are made. Names of classes and
// fields are the tenant's: CompanyCustomer is Infor's own word, all else is said by the configuration
// (cloudsuite.md §5.5). Plain data.
#pragma once

#include <map>
#include <string>

namespace crosswalk::cloudsuite {

struct CustomerSettings {
  std::string business_class;  // customers are listed there; empty: they are not read
  std::string company;         // whose customers; empty: the class tells no companies apart
  // Names of fields. Empty: the class has none that says so.
  std::string code_field;
  std::string name_field;
  std::string email_field;
  std::string external_id_field;
  std::string active_field;
  std::string company_field;

  bool create = false;  // a customer whom the contact rule names and the ledger lacks is made there
  std::string import_class;
  std::string import_action = "Create";
  // The set action that takes a run group over; empty: what is created stands at once.
  std::string interface_operation;
  std::string run_group_field = "RunGroup";
  std::map<std::string, std::string> import_values;  // what every new customer gets besides
};

}  // namespace crosswalk::cloudsuite
