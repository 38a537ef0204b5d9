#include <doctest/doctest.h>

#include "config/folder.h"

using namespace crosswalk;
using namespace crosswalk::config;

namespace {

// `cloudsuite` begins on line 4.
std::string yaml(const std::string& cloudsuite, const std::string& more = {}) {
  return "pairs:\n  shop:\n    walmart: {client_id: w, client_secret: {secret: w}}\n"
         "    cloudsuite: {" +
         cloudsuite + "}\n" + more + "    books: {start: 2026-01-01, timezone: UTC}\n";
}

const std::string least = "finance_enterprise_group: \"1\", accounting_entity: \"100\", system: WM";

}  // namespace

TEST_CASE("a pair may name CloudSuite as its ledger") {
  const Folder folder;
  const auto loaded = folder.load(
      yaml(least +
           ", client_auth: basic, event: JE, dimensions: {Channel: 1, Fulfilment: 2}, "
           "customer_dimension: 3, customer_codes: {Walmart Marketplace US: WALMART}, minute_limit: 60, "
           "journal_states: {\"1\": released, \"9\": posted}"));
  REQUIRE_MESSAGE(loaded.ok(), loaded.error().text());
  const auto& cloudsuite = loaded->pairs[0].cloudsuite;
  REQUIRE(cloudsuite.has_value());
  CHECK(cloudsuite->client_auth == IonClientAuth::basic);
  CHECK(cloudsuite->enterprise_group.value == "1");
  CHECK(cloudsuite->dimensions == std::map<std::string, int>{{"Channel", 1}, {"Fulfilment", 2}});
  CHECK(cloudsuite->customer_codes.at("Walmart Marketplace US").value == "WALMART");
  CHECK_FALSE(cloudsuite->customers.has_value());
  CHECK(cloudsuite->token_key.name == "token-key");
  CHECK(cloudsuite->minute_limit.value == 60);
  CHECK(cloudsuite->journal_states.at("9") == "posted");
  CHECK(cloudsuite->api_url.value.empty());
}

TEST_CASE("a pair may say where CloudSuite's customers are, and through what missing ones are made") {
  const Folder folder;
  const auto read = [&](const std::string& customers) {
    const auto loaded = folder.load(yaml(least + ", customers: " + customers));
    REQUIRE_MESSAGE(loaded.ok(), loaded.error().text());
    return loaded->pairs[0].cloudsuite->customers.value();
  };
  const auto usual = read("{}");
  CHECK(usual.business_class == "CompanyCustomer");
  CHECK(usual.code_field == "Customer");
  CHECK(usual.name_field == "CustomerName");
  CHECK(usual.email_field.empty());
  CHECK_FALSE(usual.create);
  const auto dimension = read("{class: FinanceDimension3}");
  CHECK(dimension.code_field == "FinanceDimension3");
  CHECK(dimension.name_field == "Description");
  const auto own = read(
      "{company: \"1000\", fields: {email: EmailAddress}, create: true, import_class: CompanyCustomerImport, "
      "interface: InterfaceCustomers_Form_FormOperation, import_values: {CustomerGroup: WEB}}");
  CHECK(own.company == "1000");
  CHECK(own.email_field == "EmailAddress");
  CHECK(own.import_action == "Create");
  CHECK(own.import_values.at("CustomerGroup") == "WEB");
  CHECK(folder.error_of(yaml(least + ", customers: {create: true}"))
            .find("`pairs.shop.cloudsuite.customers.create`: missing customers are made through an import "
                  "class") != std::string::npos);
  CHECK(folder.error_of(yaml(least + ", customers: {class: \"Company Customer\"}"))
            .find("a name of Landmark, of letters, digits, dots and underscores") != std::string::npos);
  CHECK(folder.error_of(yaml(least + ", customers: {Walmart: WALMART}")).find("customers") !=
        std::string::npos);
}

TEST_CASE("what is wrong about CloudSuite is said with its line") {
  const Folder folder;
  CHECK(folder.error_of(yaml(least, "    xero: {client_id: x, client_secret: {secret: x}}\n")) ==
        "crosswalk.yaml:4: `pairs.shop.cloudsuite`: a pair has one ledger: keep either xero or cloudsuite");
  CHECK(folder.error_of(yaml("accounting_entity: \"100\", system: WM"))
            .starts_with("crosswalk.yaml:4: `pairs.shop.cloudsuite.finance_enterprise_group` is missing"));
  CHECK(folder.error_of(yaml("finance_enterprise_group: \"12345\", accounting_entity: \"100\", system: WM"))
            .starts_with("crosswalk.yaml:4: `pairs.shop.cloudsuite.finance_enterprise_group`: a code of at "
                         "most 4 plain characters"));
  CHECK(folder.error_of(yaml("finance_enterprise_group: \"1\", accounting_entity: \"100\", system: GL"))
            .find("a system code that is registered for Crosswalk alone") != std::string::npos);
  CHECK(folder.error_of(yaml(least + ", dimensions: {Channel: 1, Region: 1}"))
            .find("finance dimension 1 is given to another already") != std::string::npos);
  CHECK(folder.error_of(yaml(least + ", dimensions: {Channel: 11}")).find("use 1 to 10") !=
        std::string::npos);
  CHECK(folder.error_of(yaml(least + ", dimensions: {Channel: 1}, customer_dimension: 1"))
            .find("this finance dimension is given to a tracking category already") != std::string::npos);
  CHECK(folder.error_of(yaml(least + ", journal_states: {\"1\": done}"))
            .find("write unreleased, released or posted") != std::string::npos);
  CHECK(folder.error_of(yaml(least + ", customer_codes: {A: B}")).find("they need customer_dimension") !=
        std::string::npos);
  CHECK(folder.error_of(yaml(least, "    feedback: {stock: ledger}\n"))
            .starts_with(
                "crosswalk.yaml:5: `pairs.shop.feedback`: CloudSuite's general ledger keeps no items"));
  CHECK(folder.error_of(yaml(least + ", api_url: ftp://x")).find("the address must begin with https://") !=
        std::string::npos);
}

TEST_CASE("receivables are spelled as the tenant spells them") {
  const Folder folder;
  const std::string path = least + ", path: receivables, receivable_account: \"610\", ";
  const auto loaded = folder.load(yaml(
      path +
      "customer_codes: {A: B}, receivables: {company: \"1000\", credit_amounts: negative, number_length: 30, "
      "parameters: {PrmEditOnly: \"false\"}, names: {create: CreateNoRules, amount: DocumentAmount}}"));
  REQUIRE_MESSAGE(loaded.ok(), loaded.error().text());
  const auto& cloudsuite = *loaded->pairs[0].cloudsuite;
  CHECK(cloudsuite.books_receivables);
  CHECK(cloudsuite.receivables.company == "1000");
  CHECK(cloudsuite.receivables.system == "AR");
  CHECK(cloudsuite.receivables.credits_negative);
  CHECK(cloudsuite.receivables.number_length == 30);
  CHECK(cloudsuite.receivables.parameters.at("PrmEditOnly") == "false");
  CHECK(cloudsuite.receivables.names ==
        std::map<std::string, std::string>{{"create", "CreateNoRules"}, {"amount", "DocumentAmount"}});

  const auto error_of = [&](const std::string& said) { return folder.error_of(yaml(said)); };
  CHECK(error_of(least + ", path: ar").find("write general_ledger (the usual one) or receivables") !=
        std::string::npos);
  CHECK(error_of(path + "receivables: {}").find("receivables need receivables.company") != std::string::npos);
  CHECK(error_of(least + ", path: receivables, receivables: {company: \"1\"}")
            .find("receivables need receivable_account") != std::string::npos);
  CHECK(error_of(path + "receivables: {company: \"1\", names: {customers: X}}")
            .starts_with("crosswalk.yaml:4: `pairs.shop.cloudsuite.receivables.names.customers`: receivables "
                         "have no name for this"));
  CHECK(error_of(path + "receivables: {company: \"1\", names: {amount: A B}}").find("letters, digits") !=
        std::string::npos);
  CHECK(error_of(path + "receivables: {company: \"1\"}, organization_code: X")
            .find("receivables take an accounting_unit instead") != std::string::npos);
}

TEST_CASE("two pairs must not book the same orders at the same place in CloudSuite") {
  const Folder folder;
  const std::string one = yaml(least);
  const std::string error = folder.error_of(one + "  other:\n" + one.substr(one.find("    walmart")));
  CHECK(error.find("it joins the same seller account to the same ledger as the pair shop") !=
        std::string::npos);
}

TEST_CASE("two pairs of one ledger in CloudSuite have tags that differ") {
  const Folder folder;
  const std::string one = yaml(least);
  std::string two = one.substr(one.find("    walmart"));
  two.replace(two.find("client_id: "), 11, "client_id: other-");
  const auto error_of = [&](const std::string& more) {
    std::string other = two;
    other.insert(other.find('}', other.find("cloudsuite:")), more);
    return folder.error_of(one + "  other:\n" + other);
  };
  CHECK(error_of("") ==
        "crosswalk.yaml:6: `pairs.other`: it books into the same ledger as the pair shop at "
        "crosswalk.yaml:2, and settlements of both would have the same number; give one of them a `tag` of "
        "its own under `cloudsuite`");
  CHECK(error_of(", tag: ca").empty());
  CHECK(error_of(", tag: usca").find("a tag is at most 3 letters and digits") != std::string::npos);
  // References do not say the entity.
  std::string entity = two;
  entity.replace(entity.find("\"100\""), 5, "\"200\"");
  CHECK(folder.error_of(one + "  other:\n" + entity).find("would have the same number") != std::string::npos);
}
