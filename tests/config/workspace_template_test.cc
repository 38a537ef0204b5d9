#include "config/workspace_template.h"

#include <doctest/doctest.h>

#include "folder.h"

using namespace crosswalk;
using namespace crosswalk::config;

TEST_CASE("the template asks for what only its owner knows, by line") {
  const Folder folder;
  TemplateAnswers answers;
  answers.books_start = Date::parse("2026-04-01").value();
  const std::string text = workspace_template(answers);
  const std::string error = folder.error_of(text);
  CHECK(error.find("`pairs.us.walmart.client_id`: it has no value") != std::string::npos);
}

TEST_CASE("the template with its answers loads and says what was answered") {
  const Folder folder;
  TemplateAnswers answers;
  answers.pair = "demo";
  answers.books_start = Date::parse("2026-04-01").value();
  answers.timezone = "America/Los_Angeles";
  answers.walmart_client_id = "wm \\\"";
  answers.xero_client_id = "0042";
  CHECK(folder.error_of(workspace_template(answers)).find("client_id`: at most 128") != std::string::npos);
  answers.walmart_client_id = "wm\\\"";

  auto plain = folder.load(workspace_template(answers)).value();
  CHECK(plain.pairs[0].walmart.client_id.value == "wm\\\"");
  CHECK(plain.pairs[0].walmart.base_url.value == "https://marketplace.walmartapis.com");
  CHECK_FALSE(plain.pairs[0].charge_amount.value.has_value());
  CHECK_FALSE(plain.pairs[0].feedback.acknowledge);

  answers.xero_tenant_id = "t1";
  answers.walmart_url = "http://127.0.0.1:8401";
  answers.xero_api_url = "http://127.0.0.1:8402";
  answers.xero_identity_url = "http://127.0.0.1:8403";
  answers.book = BookMode::created;
  answers.charge_amount = "line";
  answers.acknowledge = true;
  const auto workspace = folder.load(workspace_template(answers)).value();
  const PairConfig& pair = *workspace.pair("demo");
  CHECK(pair.books.start.value.text() == "2026-04-01");
  CHECK(pair.books.timezone.value.name() == "America/Los_Angeles");
  CHECK(pair.xero.client_id.value == "0042");
  CHECK(pair.xero.tenant_id.value == "t1");
  CHECK(pair.xero.client_secret.path == folder.path() / "secrets/xero");
  CHECK(pair.walmart.base_url.value == "http://127.0.0.1:8401");
  CHECK(pair.xero.api_url.value == "http://127.0.0.1:8402");
  CHECK(pair.xero.identity_url.value == "http://127.0.0.1:8403");
  CHECK(pair.book == BookMode::created);
  CHECK(pair.charge_amount.value == ChargeAmount::line);
  CHECK(pair.feedback.acknowledge);
}
