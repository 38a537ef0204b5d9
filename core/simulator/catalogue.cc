#include "simulator/catalogue.h"

#include <array>

namespace crosswalk::simulator {
namespace {

constexpr std::array<CatalogueItem, 25> items{{
    {"MUG-BLU", "MUG-BLU", "Stoneware mug blue", "24.99"},
    {"MUG-GRN", "MUG-GRN", "Stoneware mug green", "24.99"},
    {"LAMP-01", "LAMP-01", "Desk lamp", "79.99"},
    {"LAMP-02", "LAMP-02", "Floor lamp", "129.00"},
    {"TOWEL-4PK", "TOWEL-4", "Cotton towels 4 pack", "31.50"},
    {"KETTLE-17", "KETTLE-17", "Kettle 1.7 l", "44.95"},
    {"CHAIR-OAK", "CHAIR-OAK", "Oak chair", "189.00"},
    {"RUG-5X8", "RUG-5X8", "Woven rug 5x8", "149.99"},
    {"PILLOW-STD", "PILLOW-STD", "Pillow standard", "18.75"},
    {"SHEET-QN", "SHEET-QN", "Sheet set queen", "52.40"},
    {"KNIFE-8", "KNIFE-8", "Chef knife 8 inch", "39.90"},
    {"BOARD-M", "BOARD-M", "Cutting board medium", "22.10"},
    {"PAN-12", "PAN-12", "Skillet 12 inch", "47.00"},
    {"GLASS-6", "GLASS-6", "Tumblers set of 6", "28.60"},
    {"CLOCK-W", "CLOCK-W", "Wall clock", "35.25"},
    {"FRAME-A4", "FRAME-A4", "Picture frame A4", "12.99"},
    {"CANDLE-V", "CANDLE-V", "Candle vanilla", "9.49"},
    {"BASKET-L", "BASKET-L", "Storage basket large", "26.80"},
    {"HOOK-10", "HOOK-10", "Wall hooks 10 pack", "7.99"},
    {"VASE-T", "VASE-T", "Tall vase", "33.33"},
    {"DESK-120", "DESK-120", "Desk 120 cm", "249.00"},
    {"SHELF-3", "SHELF-3", "Shelf three boards", "88.88"},
    {"PLANT-S", "PLANT-S", "Plant pot small", "6.50"},
    {"BLANKET", "BLANKET", "Throw blanket", "42.00"},
    {"COFFEE-1KG", "COFFEE-1", "Coffee beans 1 kg", "21.45"},
}};

}  // namespace

std::span<const CatalogueItem> catalogue() {
  return items;
}

}  // namespace crosswalk::simulator
