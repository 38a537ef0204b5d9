#include "config/workspace_template.h"

namespace crosswalk::config {
namespace {

// In double quotes, so that a value is text whatever it looks like.
std::string quoted(const std::string& value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

// "key: value", or the same as a comment that shows the default.
std::string setting(const std::string& key, const std::string& value, const std::string& otherwise) {
  return value.empty() ? "# " + key + ": " + otherwise : key + ": " + quoted(value);
}

}  // namespace

std::string workspace_template(const TemplateAnswers& answers) {
  const std::string charge_amount =
      answers.charge_amount.empty() ? "# charge_amount: line" : "charge_amount: " + answers.charge_amount;
  std::string text =
      R"(# The settings of this Crosswalk workspace. `crosswalk check` says what is missing or wrong, by line.
# Secrets never stand here: they are read from files under secrets/ (chmod 600), from the environment, or from any file.

store: sqlite:crosswalk.db   # where everything is kept; relative to this folder
log: info                    # debug, info, warning, error or off

# Where Crosswalk listens, for webhooks and for the events of a warehouse or an ERP (POST /v1/shipments and so on). It
# speaks no TLS: put a proxy in front that does. `crosswalk secret new-key NAME` makes a key for a sender.
# listen: {public: 127.0.0.1:8484, rate: 1000}   # requests a second of one sender

# Who is told when something needs a person. Messages hold counts, money, order numbers and rule lines, no buyer's data;
# `crosswalk alerts test` tries every target. Common keys: kinds: [finance, operations], severity: error (default: warning
# as well), quiet: 1h (no repetition before, unless it doubles), remind: 24h, cleared: true (also say when it is over).
# alerts:
#   - {to: log}
#   - {to: command, run: [./page.sh, urgent], kinds: operations, severity: error}      # JSON on its standard input
#   - {to: url, url: {secret: hook}, header: Authorization, header_value: {secret: hook-token}}   # JSON, by POST
#   - {to: smtp, server: "smtp://mail.example.com:587", user: books, password: {secret: mail}, from: books@example.com,
#      recipients: [ann@example.com], kinds: finance, cleared: true}

pairs:
  # A pair joins one Walmart seller account to one ledger. The name is yours: small letters, digits, - and _.
  )";
  text += answers.pair;
  text += R"(:
    walmart:
      market: us
      # Walmart's developer portal, "API Key Management": the production client id; its secret goes into the file
      # secrets/walmart, or write {env: VARIABLE} or {file: PATH} instead of {secret: walmart}.
      client_id: )";
  text += quoted(answers.walmart_client_id) + R"(
      client_secret: {secret: walmart}
      )";
  text += setting("base_url", answers.walmart_url, "https://marketplace.walmartapis.com") + R"(
      # sandbox: true          # Walmart's dynamic sandbox instead of the real market; it has keys of its own

      # What Walmart may call us with; then `crosswalk connect walmart --webhooks https://books.example.com`.
      # webhooks: {auth: hmac, secret: {secret: walmart-webhook}}   # or basic, or oauth
      # carriers: {Brown Trucks: UPS}          # a warehouse's own spellings; Walmart's names need no line here
      # ship_despite_cancel_request: true       # else what a buyer asked to cancel is not told as shipped

    xero:
      # Xero's developer portal: the client id of your custom connection; its secret goes into secrets/xero.
      # Any other app: `sign_in: pkce` (no client_secret) or `sign_in: code`, then `crosswalk connect xero`.
      client_id: )";
  text += quoted(answers.xero_client_id) + R"(
      client_secret: {secret: xero}
      )";
  text += setting("tenant_id", answers.xero_tenant_id,
                  "only for apps that are connected to several organisations") +
          R"(
      )";
  text += setting("api_url", answers.xero_api_url, "https://api.xero.com") + R"(
      )";
  text += setting("identity_url", answers.xero_identity_url, "https://identity.xero.com") + R"(
      # webhook_key: {secret: xero-webhook}   # of the app's webhooks; `crosswalk connect xero --webhooks URL`
      # day_limit: 5000        # Xero's calls a day; organisations on the smallest plan have 1000
      # payments: batch        # payments of one day as one batch payment, which can only be deleted as a whole
      # items: {create: [name, description, sales_account]}   # and update: […]; what rules/catalogue.lua lets be made
      # tracking: {create: true}      # the same for options of tracking categories
      # attach_settlements: true      # each settlement's file on the document that books it
      # notes: true            # a note in the history of each document says what booked it; two calls each

    # Infor CloudSuite's general ledger in place of `xero`; then `crosswalk connect cloudsuite --ionapi FILE`.
    # cloudsuite: {finance_enterprise_group: "1", accounting_entity: "100", system: WM, dimensions: {Channel: 1}}

    # Which item, tax type, tracking category and account each amount gets: the Lua files in this folder.
    rules: rules/

    # What a changed rule must pass before a running engine takes it up: tested (it compiles, its codes exist in the
    # ledger, its tests pass), checked (tests are only reported), manual (nothing happens until `crosswalk reload`).
    reload: tested

    # shipped: an invoice on the day units ship. created: a draft as soon as the order arrives, authorised at shipment.
    book: )";
  text += answers.book == BookMode::created ? "created" : "shipped";
  text += R"(

    # shipped: an invoice is paid from the clearing account on its day. settled: by the settlement that has its sale.
    # pay: shipped

    # order: an invoice for each order. settlement: one document for each settlement and month, and orders only inform
    # it. `posting_since`: what shipped before that day is booked the other way, so that you can switch.
    # posting: order
    # posting_since: 2026-07-01
    # With `posting: settlement`: month_end brings what has shipped and is not settled into the books of its month.
    # accrue: none

    # Whether the charge of an order line with two or more units is for the whole line or for one unit. There is no
    # default: an order with such a line is held until you have compared one with Seller Center and said it here.
    )";
  text += charge_amount + R"(

    books:
      start: )";
  text += answers.books_start.text() + R"(      # nothing dated before this day is booked
      timezone: )";
  text += answers.timezone + R"(      # decides which day a shipment belongs to
      # The account of what Walmart owes you, a bank account in Xero. It pays invoices and credit notes on their day
      # and takes what settlements book; without it neither happens.
      # clearing_account: "090"
      # Where Walmart's deposits arrive: each is booked as a transfer that matches the bank feed's line. Without it
      # the bank feed's own rule books them.
      # bank_account: "091"
      # With `posting: settlement`: what holds the earlier month of a settlement that spans two.
      # carried_forward_account: "125"
      # What settles of orders shipped before the start is booked here; without it the clearing account's opening
      # balance holds it.
      # opening_account: "126"
      # What Walmart owed you at the start: booked once on clearing against opening_account, so that what settles of it
      # books nothing more. Below zero you owed it.
      # opening_balance: 1234.56
      # Differences of at most a cent a line between what Walmart settles and what was booked go here, each as a line of
      # its own; what differs by more, and everything without this account, is for the rules (charge type Difference).
      # rounding_account: "860"
      # rounding_tolerance: 0.01
      # With `accrue: month_end`: where it stands until its settlement comes.
      # accrued_income_account: "127"

    # What is sold in another currency than the ledger's own is booked at the ledger's rate of the day, or at one of a
    # file with the columns date,pair,rate (2026-01-30,CAD/USD,0.7400), or of the European Central Bank's feed.
    # rates: {file: rates.csv}
    # rates: {ecb: https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml}

    # The commission of your contract in per cent, by category ("*": all others), for `crosswalk reconcile`. Without
    # it each row is held against the rate that it names itself.
    # reconcile: {contract_rates: {Home & Garden: 15, "*": 12.5}}

    poll:
      orders: 5m               # how often to ask for new and changed orders
      # returns: 1h
      # settlements: daily 06:00          # times are those of the books' time zone
      # statement: daily 06:00
      # stock: 15m
      # prices: daily 02:00 weekdays mon-fri
      # changes: 1h                       # what people change in the ledger
      # overlap: daily 03:30              # when a day more is read again; or off
      # blackout: 22:00-06:00             # nothing is asked for meanwhile
      # post: daily 18:00                 # when documents leave for the ledger; period_end: on the first of a month

    # When the day's calls to Xero run short, documents wait up to so long, to go out many in one call.
    # linger: 60s

    # What is written back to Walmart. Nothing, unless it says true here.
    feedback:
      acknowledge: )";
  text += answers.acknowledge ? "true" : "false";
  text += R"(       # tell Walmart that an order was received, once it is stored
      # shipments: true        # what a warehouse says it shipped: POST /v1/shipments or `crosswalk push shipments`
      # cancellations: true
      # refunds: true          # money back that we decide on: POST /v1/refunds and /v1/return-refunds, or `crosswalk push`
      # stock: ledger          # the ledger's items through stock.lua, less what is sold; or events: pushed to us
      # price: ledger          # the same through price.lua
      # ship_node: "…"         # whose stock is told, where there are several

    # How long the records of settled orders keep what names a buyer; without it, for ever.
    # privacy: {erase_after: 90d}

    # What the rules may cost for one order; beyond it the order is held.
    # budget: {time: 50ms, memory: 16MiB}
)";
  return text;
}

}  // namespace crosswalk::config
