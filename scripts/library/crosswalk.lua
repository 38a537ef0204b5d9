---@meta
-- What a rule can name, for editors that know Lua (LuaLS): add this folder to `Lua.workspace.library`. This file is read
-- by editors only; rules cannot require it. scripts/README.md says the same in words.

---An exact number with a fraction. Whole results are plain integers. Calculates and compares with integers and decimals.
---@class Decimal
---@operator add(Decimal|integer): Decimal|integer
---@operator sub(Decimal|integer): Decimal|integer
---@operator mul(Decimal|integer): Decimal|integer
---@operator unm: Decimal

---An amount with its currency. Two currencies never meet.
---@class Money
---@field amount integer|Decimal The amount without its currency.
---@field currency string The currency's code: USD.
---@operator add(Money): Money
---@operator sub(Money): Money
---@operator mul(Decimal|integer): Money
---@operator unm: Money

---@class Buyer
---@field name string? The buyer's name (personal data).
---@field email string? The buyer's address (personal data).
---@field phone string? The buyer's phone (personal data).

---@class ShipTo
---@field address1 string? The street (personal data).
---@field address2 string? The second line (personal data).
---@field city string? The city (personal data).
---@field state string? The state's code: CA.
---@field postal_code string? The postal code.
---@field country string? The country's code, as received.

---@class Record
---@field kind string What the record is: order, return, settlement or statement.
---@field id string The market's number of the record: the purchase order.
---@field customer_order string? The buyer's order number; one may become several purchase orders.
---@field market string? The market: us.
---@field channel string? The market's full name, which is also the default contact.
---@field order_type string? regular or replacement.
---@field original_order string? The order that a replacement replaces.
---@field currency string The currency of every amount.
---@field ordered string? When the buyer ordered.
---@field order_date string The day of the order in the books' time zone.
---@field ship_by string? When it must be shipped, if known.
---@field ship_method string? The shipping method, as received.
---@field fulfilment string? Who ships: seller, wfs or 3pl.
---@field cancel_requested boolean The buyer asked to cancel and the market has not decided yet.
---@field total Money The sum of the lines that are to be decided now, cancelled ones left out; of a new record: of all.
---@field buyer Buyer The buyer (personal data).
---@field ship_to ShipTo Where it is shipped to.
---@field raw any The record's own JSON: missing is nil, JSON's null is `null`, fractions are decimals.

---@class Line
---@field key string The line's own key, unique within its record.
---@field order_line string? The market's number of the order line.
---@field class string What the amount is: product, shipping, discount, tax, tax_withheld, commission, refund, fee, reserve, deposit or other.
---@field charge_type string? The market's type of the charge, as received.
---@field charge_name string? The market's name of the charge, as received.
---@field tax_name string? The market's name of the tax, on a tax line.
---@field tax_class string Who owes the tax to the state: facilitator (the market), seller, or none.
---@field state string Where the units stand: open, shipped or cancelled.
---@field amount Money The amount: positive when the buyer pays it, negative when the buyer gets it.
---@field quantity integer|Decimal How many units this line covers.
---@field order_quantity integer|Decimal How many units the whole order line has, cancelled ones included.
---@field date string The accounting date in the books' time zone: the ship date, or the order date until it ships.
---@field at string? The point in time that the accounting date comes from.
---@field sku string? The seller's stock keeping unit; compared without case.
---@field product_name string? The product's name.
---@field condition string? The product's condition, as received.
---@field fulfilment string? Who ships: seller, wfs or 3pl.
---@field ship_method string? The shipping method, as received.
---@field carrier string? The carrier, once shipped.
---@field tracking_number string? The parcel's number, once shipped.
---@field refund string? Of a refund its own name: the market's refund number, or the return and its line.
---@field refund_reason string? Why it was refunded, as received.
---@field goods_back boolean Of a refund: the units have come back and can be sold again.
---@field purchase_order string? The purchase order that the amount belongs to, on lines of a return or a settlement.
---@field transaction_type string? Of a settlement's row: Sale, Refund, Adjustment, Service Fee, as received.
---@field amount_type string? Of a settlement's row: Product Price, Commission on Product, as received.
---@field transaction_key string? Of a settlement's row: what the rows of one event share.
---@field category string? Of a settlement's row: the contract category that the commission goes by.
---@field ship_state string? Of a settlement's row: the state that the parcel went to.
---@field commission_rate integer|Decimal? Of a settlement's row: the commission in per cent.

---@class Item
---@field code string? The ledger's code of the item.
---@field name string? What the ledger calls the item.
---@field sku string? The SKU that stock and price are asked for; absent while sku.lua is asked.
---@field market string? The market: us.
---@field channel string? The market's full name.
---@field currency string The market's currency.
---@field on_hand (integer|Decimal)? Units in stock by the ledger's books.
---@field committed (integer|Decimal)? Units sold that no posted document has taken from the ledger yet.
---@field price Money? The ledger's sales price.
---@field cost Money? What one unit cost.

---@class Verdict
---@class Condition
---@class Row
---@class Answerer
---@class None
---@class Null

---@class Table
local Table = {}
---The row whose key is `key` (or, with match = "prefix", its longest beginning); nil when there is none.
---@param key string?
---@return table<string, string?>?
function Table:find(key) end

---A customer as the ledger had it when its list was last read.
---@class Customer
---@field code string What documents name.
---@field name? string
---@field email? string
---@field external_id? string The number that the customer has elsewhere.
---@field active boolean

---@class Customers
local Customers = {}
---nil when there is none; an error, and so a hold, when there are several.
---@param code string?
---@return Customer?
function Customers:by_code(code) end
---Without regard to case.
---@param name string?
---@return Customer?
function Customers:by_name(name) end
---Without regard to case.
---@param email string?
---@return Customer?
function Customers:by_email(email) end
---@param external_id string?
---@return Customer?
function Customers:by_external_id(external_id) end

---A row of a decision table: columns are fields of the line, "record.…" names a field of the record. `use` is the answer,
---`when` a function(line, record) that answers true or false.
---@param columns table
---@return Row
function row(columns) end

---A decision table: the first row whose columns all hold decides.
---@param rows Row[]
---@return Answerer
function decide(rows) end

---@class Lookup
---@field table string|Table The file's name, or what csv gave.
---@field key? string The column that rows are found by.
---@field match? "exact"|"prefix"
---@field by? string The field whose text is looked up; without it, the field named like the key.
---@field value string The column that answers.
---@field otherwise? any What to answer when no row is found; without it, the record is held.

---An answer from a table.
---@param lookup Lookup
---@return Answerer
function lookup(lookup) end

---@class Csv
---@field file string The table's file, relative to the rule directory.
---@field key string The column that rows are found by.
---@field match? "exact"|"prefix"

---A table for functions to search.
---@param csv Csv
---@return Table
function csv(csv) end

---The record waits for a person. At the file's own level, {sku} in the text stands for the field.
---@param why string
---@return Verdict
function hold(why) end

---The record is left out of the books for good.
---@param why string
---@return Verdict
function skip(why) end

---Writes into the trail of the record that is asked about; `explain` shows it. Only in a function that answers.
---@param text string
function log(text) end

---@param text string
---@return Condition
function prefix(text) end

---From low to high, both included.
---@param low string|integer|Decimal
---@param high string|integer|Decimal
---@return Condition
function between(low, high) end

---@param limit string|integer|Decimal
---@return Condition
function over(limit) end

---@param limit string|integer|Decimal
---@return Condition
function under(limit) end

---@param condition any
---@return Condition
function is_not(condition) end

---An exact number from text or an integer.
---@param value string|integer|Decimal
---@return Decimal|integer
function decimal(value) end

---@param value string|integer|Decimal
---@param currency string
---@return Money
function money(value, currency) end

---On purpose nothing: no item, no tracking, no hold.
---@type None
none = nil

---What the record's JSON calls null; in a row: the field is absent.
---@type Null
null = nil

---A condition that always holds.
---@type Condition
any = nil

---In contact.lua: a contact of the buyer's own, by name and address.
---@type string
per_buyer = nil

---The ledger's customers, to be looked into by the functions of contact.lua, reference.lua and hold.lua.
---@type Customers
customers = nil

-- Tests only --------------------------------------------------------------------------------------------------------

---@class MappedLine
---@field item? string
---@field item_where? string
---@field tax? string
---@field tax_where? string
---@field account? string
---@field account_where? string
---@field description? string
---@field description_where? string
---@field date? string
---@field date_where? string
---@field cost? string
---@field cost_where? string
---@field catalogue? string
---@field catalogue_where? string
---@field tracking table<string, string>
---@field tracking_where? string

---@class Mapped
---@field held boolean
---@field skipped boolean
---@field reason? string
---@field where? string
---@field contact? string
---@field contact_where? string
---@field reference? string
---@field reference_where? string
---@field remarks string[]
---@field version string
---@field lines MappedLine[]

---@class Document
---@field kind string
---@field number string
---@field operation string
---@field date? string
---@field total? integer|Decimal
---@field content table In the ledger's own words.

---@class Documents
---@field verdict "booked"|"waiting"|"skipped"|"held"|"dead"
---@field reason? string
---@field origin? string
---@field documents Document[]

---A record that was read from a file.
---@class FileRecord
---@field id string
---@field kind string

---A group of tests.
---@param name string
---@param body function
function describe(name, body) end
---The same as describe.
---@param name string
---@param body function
function context(name, body) end
---@param name string
---@param body function
function it(name, body) end
---A test to come; it is not run.
---@param name string
---@param body? function
function pending(name, body) end
---A test for each case. {sku} in the name stands for the case's field.
---@param name string
---@param list table[]
---@param body fun(case: table)
function cases(name, list, body) end
---What holds for any order. `options` may be left out.
---@param name string
---@param options { runs?: integer, seed?: integer }|fun(order: table)
---@param body? fun(order: table)
function property(name, options, body) end
---Once, before the first test of the group.
---@param body function
function setup(body) end
---Once, after the last test of the group.
---@param body function
function teardown(body) end
---@param body function
function before_each(body) end
---@param body function
function after_each(body) end
---@param facts table
---@return table
function order(facts) end
---@param facts table
---@return table
function line(facts) end
---@param facts table
---@return table
function item(facts) end

---@class Offer
---@field sku string
---@field sku_where string
---@field stock? string
---@field stock_where? string
---@field price? string
---@field price_where? string

---@class Offered
---@field held boolean
---@field skipped boolean
---@field reason? string
---@field where? string
---@field version string
---@field offers Offer[]
---@field remarks string[]

---The ledger's customers, for this test; in before_each for each of a group.
---@param list { code: string, name?: string, email?: string, external_id?: string, active?: boolean }[]
function given_customers(list) end
---What the market would be told of a ledger item.
---@param item table
---@return Offered
function offer(item) end
---Asks the rules about an order.
---@param order table|FileRecord
---@return Mapped
function map(order) end
---What the engine would send for an order.
---@param order table|FileRecord
---@return Documents
function documents(order) end
---The records in a file of the rule directory, or of records/ in it.
---@param file string
---@return FileRecord[]
function records(file) end
---The value is what snapshots/NAME.json says; `crosswalk test --bless` writes it.
---@param name string
---@param value any
function snapshot(name, value) end
