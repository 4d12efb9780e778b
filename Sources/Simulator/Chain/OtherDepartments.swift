// SPDX-License-Identifier: Apache-2.0

let otherDepartments: [DepartmentPlan] = [
    DepartmentPlan(
        "HOU", "Household", draw: 50, margin: 31, tax: .general, weekdays: [1, 4],
        suppliers: "Cleanstead Products, Paperwright Mills, Hearthway Home, Brimley Soap Works",
        brands: "Harbour Choice, Cleanstead, Paperwright, Hearthway, Brimley",
        recipes: [
            Recipe(
                "Paper Towels", "White, Printed, Select a Size", "1 roll 229, 2 rolls 399, 6 rolls 999", brands: 3,
                case: 6, draw: 20),
            Recipe(
                "Bath Tissue", "Soft, Strong, Recycled", "4 rolls 499, 12 rolls 1199, 24 rolls 1999", brands: 3,
                case: 4, draw: 24),
            Recipe("Facial Tissue", "Plain, Lotion", "1 box 199, 4 boxes 699", brands: 3, case: 8),
            Recipe(
                "Laundry Detergent", "Fresh, Free and Clear, Lavender, Cold Water, Baby", "46 oz 899, 92 oz 1549",
                brands: 4, case: 4, draw: 12),
            Recipe("Fabric Softener", "Fresh, Lavender, Linen", "64 oz 799", brands: 2, case: 4, draw: 6),
            Recipe(
                "Dish Soap", "Original, Lemon, Lavender, Free and Clear", "16 oz 299, 28 oz 449", brands: 3, case: 8,
                draw: 12),
            Recipe("Dishwasher Tabs", "Fresh, Lemon", "20 ct 799, 45 ct 1499", brands: 3, case: 6),
            Recipe(
                "* Cleaner", "All Purpose, Glass, Bathroom, Kitchen, Floor, Bleach, Stainless Steel", "32 oz 429",
                brands: 3, case: 8),
            Recipe("Trash Bags", "Tall Kitchen, Lawn, Small, Contractor", "20 ct 649, 50 ct 1299", brands: 3, case: 6),
            Recipe(
                "*", "Foil, Heavy Foil, Plastic Wrap, Parchment, Wax Paper", "50 ft 449, 100 ft 699", brands: 2, case: 8
            ),
            Recipe("Storage Bags", "Sandwich, Quart, Gallon, Snack", "30 ct 399, 75 ct 649", brands: 3, case: 8),
            Recipe("Sponges", "Scrub, Soft, Steel", "3 ct 349", brands: 2, case: 8, draw: 6),
            Recipe("Air Freshener", "Linen, Citrus, Pine, Vanilla", "8 oz 399", brands: 2, case: 8, draw: 5),
        ]),
    DepartmentPlan(
        "HBA", "Health and Beauty", draw: 45, margin: 36, tax: .general, weekdays: [2, 4],
        suppliers: "Wellspring Pharmacal, Marlowe & Finch, Softwater Toiletries, Ambercrest Beauty",
        brands: "Harbour Choice, Wellspring, Marlowe & Finch, Softwater, Ambercrest",
        recipes: [
            Recipe(
                "Toothpaste", "Mint, Whitening, Sensitive, Children's", "4 oz 349, 6 oz 499", brands: 4, case: 12,
                draw: 14),
            Recipe("Toothbrush", "Soft, Medium, Children's", "1 ct 299, 3 ct 649", brands: 3, case: 12),
            Recipe("Mouthwash", "Mint, Cinnamon, Alcohol Free", "1 l 599", brands: 3, case: 6),
            Recipe(
                "Shampoo", "Daily, Volume, Moisture, Dandruff, Colour, Children's", "12 oz 599, 25 oz 899", brands: 4,
                case: 6, draw: 10),
            Recipe("Conditioner", "Daily, Volume, Moisture, Colour", "12 oz 599", brands: 4, case: 6),
            Recipe("Body Wash", "Fresh, Oat, Lavender, Citrus, Charcoal", "18 oz 649", brands: 4, case: 6),
            Recipe("Bar Soap", "White, Oat, Lavender, Deodorant", "3 ct 399, 8 ct 799", brands: 3, case: 8),
            Recipe("Deodorant", "Fresh, Powder, Unscented, Sport", "2.6 oz 549", brands: 4, case: 12, draw: 10),
            Recipe("Lotion", "Daily, Aloe, Intense, Shea", "10 oz 699, 20 oz 1099", brands: 3, case: 6),
            Recipe("Razor", "Three Blade, Five Blade, Sensitive", "4 ct 999", brands: 2, case: 6, draw: 5),
            Recipe("Sunscreen", "SPF 30, SPF 50, Sport 50, Children's 50", "6 oz 999", brands: 3, case: 6, draw: 10),
            Recipe(
                "*", "Ibuprofen, Acetaminophen, Aspirin, Naproxen", "24 ct 449, 100 ct 949", brands: 2, case: 12,
                draw: 12),
            Recipe("Cold Relief *", "Daytime, Nighttime, Lozenges, Syrup", "24 ct 799", brands: 2, case: 12, draw: 8),
            Recipe(
                "*", "Loratadine, Cetirizine, Children's Allergy Relief", "10 ct 899, 30 ct 1799", brands: 2, case: 12,
                draw: 7),
            Recipe(
                "*", "Vitamin C, Vitamin D, Vitamin B Complex, Multivitamin, Calcium, Zinc, Fish Oil",
                "60 ct 899, 120 ct 1399", brands: 3, case: 6, draw: 4),
            Recipe("* Bandages", "Assorted, Sheer, Flexible, Children's", "30 ct 399", brands: 2, case: 12, draw: 6),
            Recipe(
                "Diapers *", "Newborn, Size 1, Size 2, Size 3, Size 4, Size 5", "jumbo 1199, box 2499", brands: 2,
                case: 4, draw: 10),
            Recipe("Cotton *", "Swabs, Rounds, Balls", "100 ct 299", brands: 2, case: 12, draw: 5),
        ]),
    DepartmentPlan(
        "PET", "Pet", draw: 25, margin: 30, tax: .general, weekdays: [3],
        suppliers: "Barkwell Pet Foods, Whiskerby & Sons", brands: "Harbour Choice, Barkwell, Whiskerby, Tailwag Farm",
        recipes: [
            Recipe(
                "Dog Food", "Chicken, Beef, Lamb, Salmon, Puppy, Senior", "4 lb 899, 15 lb 2299", brands: 3, case: 3,
                draw: 12),
            Recipe("Canned Dog Food", "Chicken, Beef, Turkey, Stew", "13 oz 199", brands: 3, case: 12, draw: 16),
            Recipe(
                "Cat Food", "Chicken, Tuna, Salmon, Indoor, Kitten", "3 lb 799, 12 lb 1999", brands: 3, case: 3,
                draw: 12),
            Recipe("Canned Cat Food", "Chicken, Tuna, Salmon, Liver, Turkey", "3 oz 99", brands: 3, case: 24, draw: 24),
            Recipe("Dog Treats", "Biscuits, Jerky, Dental, Training", "12 oz 649", brands: 3, case: 8),
            Recipe("Cat Treats", "Crunchy, Soft, Dental", "3 oz 299", brands: 2, case: 8),
            Recipe("Cat Litter", "Clumping, Crystal, Pine", "14 lb 999, 20 lb 1399", brands: 2, case: 3, draw: 12),
        ]),
    DepartmentPlan(
        "GEN", "General Merchandise", draw: 25, margin: 41, tax: .general, weekdays: [2],
        suppliers: "Tinker & Gale, Paperlark Stationers, Brassnail Hardware, Meadowlark Toys",
        brands: "Harbour Choice, Tinker & Gale, Paperlark, Brassnail, Meadowlark",
        recipes: [
            Recipe("Batteries", "AA, AAA, C, D, 9V", "4 ct 599, 12 ct 1299", brands: 2, case: 12, draw: 20),
            Recipe(
                "Light Bulb", "40 W Soft, 60 W Soft, 60 W Daylight, 100 W Soft, Candelabra", "2 ct 649", brands: 2,
                case: 12, draw: 10),
            Recipe("Notebook", "Ruled, Grid, Plain, Spiral", "80 pages 299, 160 pages 499", brands: 2, case: 12),
            Recipe("Pens", "Black, Blue, Red, Assorted", "4 ct 349, 10 ct 649", brands: 2, case: 12),
            Recipe("Tape", "Clear, Packing, Duct, Masking", "1 roll 399", brands: 2, case: 12),
            Recipe(
                "Greeting Card", "Birthday, Thank You, Wedding, Sympathy, New Baby, Blank", "each 399", brands: 2,
                case: 12, draw: 14),
            Recipe("Candle", "Vanilla, Linen, Pine, Citrus, Unscented", "8 oz 899", brands: 2, case: 6),
            Recipe(
                "*", "Peeler, Spatula, Whisk, Tongs, Can Opener, Ladle, Measuring Cups", "each 799", brands: 2, case: 6,
                draw: 5),
            Recipe("Storage Box", "Small, Medium, Large", "each 999", brands: 2, case: 4, draw: 5),
            Recipe(
                "*", "Puzzle, Building Blocks, Bubble Wand, Plush Bear, Play Dough, Kite, Chalk", "each 1099",
                brands: 2, case: 6, draw: 6),
            Recipe("Charcoal", "Briquettes, Lump, Quick Light", "8 lb 899, 16 lb 1499", brands: 2, case: 3, draw: 14),
            Recipe("Paper *", "Plates, Bowls, Cups, Straws, Napkins", "50 ct 499", brands: 2, case: 8, draw: 16),
        ]),
    DepartmentPlan(
        "FUE", "Fuel", draw: 0, margin: 9, tax: .fuel, route: .toStores, weekdays: [2, 5],
        suppliers: "Breakwater Energy", brands: "",
        recipes: [
            Recipe("Fuel", "Regular, Plus, Premium", "per gal 339", brands: 0, case: 0, draw: 10, is: .fuel),
            Recipe("Diesel", "", "per gal 389", brands: 0, case: 0, draw: 3, is: .fuel),
        ]),
    DepartmentPlan(
        "SER", "Services and Deposits", draw: 0, margin: 60, tax: .general, route: .toStores, weekdays: [3],
        suppliers: "Harbour Stores Services", brands: "",
        recipes: [
            Recipe("Bottle Deposit", "", "each 5", brands: 0, case: 0, tax: SampleTaxClass.none, is: .deposit),
            Recipe("Gift Card", "", "any amount 0", brands: 0, case: 0, tax: SampleTaxClass.none, is: .giftCard),
            Recipe("Carpet Cleaner Rental", "", "4 hours 1999, 24 hours 2999", brands: 0, case: 0, is: .service),
            Recipe("Key Cutting", "", "each 399", brands: 0, case: 0, is: .service),
        ]),
]
