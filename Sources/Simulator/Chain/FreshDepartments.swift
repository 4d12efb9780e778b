// SPDX-License-Identifier: Apache-2.0

let freshDepartments: [DepartmentPlan] = [
    DepartmentPlan(
        "PRO", "Produce", draw: 190, margin: 38, tax: .food, weekdays: [1, 2, 3, 4, 5, 6],
        suppliers: "Larkbarrow Growers, Stonewell Orchards, Valdoro Citrus, Greenmantle Farms",
        brands: "Harbour Choice, Larkbarrow, Greenmantle, Stonewell",
        recipes: [
            Recipe(
                "Apples", "Russet, Crimson, Golden, Tart Green, Early Red, Honeyed", "per lb 199", brands: 0, case: 20,
                keeps: 21, draw: 30),
            Recipe("Pears", "Green, Brown, Red", "per lb 219", brands: 0, case: 20, keeps: 10),
            Recipe("Bananas", "Ripe, Organic, Baby", "per lb 69", brands: 0, case: 40, keeps: 6, draw: 90),
            Recipe(
                "Grapes", "Red Seedless, Green Seedless, Black", "per lb 299", brands: 0, case: 18, keeps: 8, draw: 25),
            Recipe(
                "*", "Oranges, Lemons, Limes, Grapefruit, Clementines, Blood Oranges", "per lb 179", brands: 0,
                case: 20, keeps: 21, draw: 16),
            Recipe(
                "*", "Peaches, Nectarines, Plums, Apricots, Cherries", "per lb 289", brands: 0, case: 12, keeps: 6,
                draw: 14),
            Recipe(
                "Tomatoes", "Vine, Roma, Beefsteak, Heirloom", "per lb 249", brands: 0, case: 15, keeps: 7, draw: 30),
            Recipe(
                "Potatoes", "Russet, Red, Yellow, Sweet, Fingerling", "per lb 119", brands: 0, case: 40, keeps: 30,
                draw: 20),
            Recipe(
                "Onions", "Yellow, Red, White, Sweet, Shallot", "per lb 139", brands: 0, case: 40, keeps: 30, draw: 20),
            Recipe(
                "Peppers", "Green, Red, Yellow, Orange, Hot Green, Mild Chili", "per lb 279", brands: 0, case: 12,
                keeps: 9, draw: 16),
            Recipe(
                "Squash", "Zucchini, Yellow, Butternut, Acorn, Spaghetti", "per lb 169", brands: 0, case: 18, keeps: 12),
            Recipe(
                "*",
                "Green Beans, Broccoli Crowns, Eggplant, Cucumbers, Carrots, Ginger, Beets, Parsnips, Brussels Sprouts, Turnips",
                "per lb 209", brands: 0, case: 15, keeps: 9, draw: 14),
            Recipe(
                "*", "Cantaloupe, Honeydew, Seedless Watermelon, Mini Watermelon", "each 449", brands: 0, case: 8,
                keeps: 10),
            Recipe(
                "*", "Iceberg, Romaine, Cauliflower, Green Cabbage, Red Cabbage, Celery, Fennel", "each 259", brands: 0,
                case: 12, keeps: 8, draw: 15),
            Recipe(
                "*", "Avocado, Mango, Kiwi, Pineapple, Papaya, Pomegranate, Coconut", "each 179", brands: 0, case: 18,
                keeps: 7, draw: 18),
            Recipe(
                "*", "Strawberries, Blueberries, Raspberries, Blackberries, Organic Strawberries, Organic Blueberries",
                "6 oz 349, 1 lb 499", brands: 3, case: 8, keeps: 5, draw: 16),
            Recipe(
                "Salad Kit", "Garden, Caesar, Kale Crunch, Southwest, Spinach, Spring Mix, Arugula, Mediterranean",
                "6 oz 349, 11 oz 499", brands: 3, case: 6, keeps: 7, draw: 9),
            Recipe(
                "Mushrooms", "White, Baby Brown, Sliced White, Portobello, Oyster", "8 oz 279", brands: 2, case: 8,
                keeps: 7),
            Recipe(
                "Fresh *", "Basil, Cilantro, Parsley, Dill, Mint, Rosemary, Thyme", "bunch 199", brands: 2, case: 6,
                keeps: 6, draw: 6),
            Recipe(
                "Cut Fruit", "Melon, Pineapple, Mixed, Mango, Watermelon", "10 oz 449, 2 lb 899", brands: 2, case: 4,
                keeps: 4, draw: 6),
        ]),
    DepartmentPlan(
        "DAI", "Dairy", draw: 130, margin: 26, tax: .food, route: .toStores, weekdays: [1, 2, 3, 4, 5, 6],
        suppliers: "Fairmeadow Dairies, Pendle Creameries, Highbyre Milk, Cloverstile Foods",
        brands: "Harbour Choice, Fairmeadow, Pendle Hill, Highbyre, Cloverstile, Oatwick",
        recipes: [
            Recipe(
                "Milk", "Whole, Reduced Fat, Low Fat, Fat Free, Organic Whole, Lactose Free",
                "1 pt 179, 1 qt 249, 1/2 gal 349, 1 gal 459", brands: 3, case: 4, keeps: 12, draw: 40),
            Recipe("Chocolate Milk", "", "1 pt 199, 1 qt 289, 1/2 gal 399", brands: 2, case: 4, keeps: 12),
            Recipe(
                "Oat Drink", "Original, Vanilla, Unsweetened, Barista", "1/2 gal 429", brands: 2, case: 6, keeps: 40),
            Recipe(
                "Eggs", "Large White, Large Brown, Cage Free, Organic, Extra Large", "6 ct 249, 12 ct 399, 18 ct 569",
                brands: 3, case: 10, keeps: 28, draw: 35),
            Recipe(
                "Butter", "Salted, Unsalted, Cultured", "8 oz 329, 1 lb 549", brands: 4, case: 12, keeps: 60, draw: 25),
            Recipe(
                "Cream", "Heavy, Half and Half, Light, Sour, Whipped", "8 oz 249, 16 oz 399", brands: 3, case: 8,
                keeps: 18, draw: 16),
            Recipe(
                "Yogurt", "Plain, Vanilla, Strawberry, Blueberry, Peach, Cherry, Lemon, Honey, Coffee, Key Lime",
                "5.3 oz 129, 32 oz 549", brands: 5, case: 8, keeps: 20, draw: 12),
            Recipe(
                "Cheddar", "Mild, Medium, Sharp, Extra Sharp, White", "8 oz 379, 16 oz 649", brands: 4, case: 8,
                keeps: 60, draw: 14),
            Recipe(
                "* Cheese",
                "Mozzarella, Swiss, Provolone, Gouda, Monterey, Feta, Goat, Cream, Cottage, Ricotta, Parmesan",
                "8 oz 419", brands: 4, case: 8, keeps: 45, draw: 12),
            Recipe(
                "Shredded Cheese", "Cheddar, Mozzarella, Mexican Blend, Italian Blend", "8 oz 349, 16 oz 599",
                brands: 3, case: 10, keeps: 45, draw: 14),
            Recipe(
                "Orange Juice", "Pulp Free, Some Pulp, Calcium", "14 oz 249, 52 oz 479", brands: 3, case: 6, keeps: 25,
                draw: 16),
        ]),
    DepartmentPlan(
        "BAK", "Bakery", draw: 90, margin: 42, tax: .food, route: .toStores, weekdays: [1, 2, 3, 4, 5, 6],
        suppliers: "Oldmill Bakehouse, Quayside Bakers, Wheatsheaf Lane Breads",
        brands: "Harbour Choice, Oldmill, Quayside, Wheatsheaf Lane",
        recipes: [
            Recipe(
                "Bread", "White, Wheat, Whole Grain, Rye, Sourdough, Oat, Potato, Raisin, Italian, Seeded", "20 oz 329",
                brands: 4, case: 4, keeps: 6, draw: 24),
            Recipe(
                "* Rolls", "Hamburger, Hot Dog, Dinner, Kaiser, Onion, Brioche", "8 ct 349, 12 ct 479", brands: 3,
                case: 4, keeps: 6, draw: 14),
            Recipe(
                "Bagels", "Plain, Everything, Sesame, Onion, Cinnamon, Blueberry", "6 ct 399", brands: 3, case: 4,
                keeps: 6, draw: 12),
            Recipe("Muffins", "Blueberry, Corn, Bran, Chocolate, Banana", "4 ct 499", brands: 3, case: 4, keeps: 4),
            Recipe(
                "Tortillas", "Flour, Corn, Whole Wheat, Spinach", "10 ct 329", brands: 3, case: 6, keeps: 25, draw: 12),
            Recipe(
                "Cookies", "Chocolate Chip, Oatmeal, Sugar, Peanut, Ginger, Shortbread", "10 ct 449", brands: 3,
                case: 4, keeps: 9),
            Recipe(
                "Pie", "Apple, Cherry, Pecan, Pumpkin, Key Lime, Peach", "8 in 899", brands: 2, case: 2, keeps: 5,
                draw: 5),
            Recipe(
                "Cake", "Chocolate, Vanilla, Carrot, Lemon, Coffee", "6 in 1199, 8 in 1899", brands: 2, case: 2,
                keeps: 5, draw: 4),
            Recipe(
                "Donuts", "Glazed, Sugared, Jelly, Chocolate, Cider", "each 119, 6 ct 549", brands: 2, case: 6,
                keeps: 3, draw: 14, tax: .prepared),
            Recipe("Baguette", "French, Seeded, Demi", "each 249", brands: 2, case: 6, keeps: 2, draw: 16),
        ]),
    DepartmentPlan(
        "DEL", "Deli", draw: 50, margin: 40, tax: .food, weekdays: [1, 2, 4, 5],
        suppliers: "Smokehouse Lane Provisions, Corner Table Kitchens, Alder & Rye Foods",
        brands: "Harbour Choice, Smokehouse Lane, Corner Table",
        recipes: [
            Recipe(
                "Sliced *",
                "Turkey Breast, Smoked Turkey, Honey Ham, Roast Beef, Salami, Bologna, Pastrami, Mortadella, Chicken Breast, Liverwurst",
                "per lb 999", brands: 2, case: 10, keeps: 10, draw: 20),
            Recipe(
                "Sliced * Cheese", "American, Swiss, Provolone, Muenster, Havarti, Pepper", "per lb 849", brands: 2,
                case: 10, keeps: 20, draw: 20),
            Recipe(
                "Salad", "Potato, Macaroni, Cole Slaw, Tuna, Chicken, Egg, Greek, Three Bean", "per lb 649", brands: 1,
                case: 8, keeps: 6, draw: 14),
            Recipe(
                "Sandwich", "Turkey, Ham, Italian, Veggie, Tuna, Chicken Club, Roast Beef", "each 799", brands: 2,
                case: 4, keeps: 2, draw: 18, tax: .prepared),
            Recipe(
                "* Chicken", "Plain Rotisserie, Lemon Rotisserie, Eight Piece Fried, Dozen Wings Fried", "each 899",
                brands: 1, case: 4, keeps: 2, draw: 25, tax: .prepared),
            Recipe(
                "Soup", "Chicken Noodle, Tomato, Clam Chowder, Lentil, Minestrone", "16 oz 599", brands: 2, case: 6,
                keeps: 8, tax: .prepared),
            Recipe(
                "*", "Hummus, Garlic Hummus, Guacamole, Salsa, Spinach Dip, Onion Dip", "8 oz 449", brands: 3, case: 6,
                keeps: 18),
        ]),
    DepartmentPlan(
        "MEA", "Meat", draw: 80, margin: 28, tax: .food, weekdays: [1, 2, 3, 4, 5, 6],
        suppliers: "Drover Hill Meats, Saltmarsh Poultry, Grand Banks Fish Dock",
        brands: "Harbour Choice, Drover Hill, Saltmarsh Farms",
        recipes: [
            Recipe(
                "Beef *",
                "Ground 80/20, Ground 90/10, Chuck Roast, Sirloin, Ribeye, Strip, Brisket, Stew, Short Rib, Flank, Eye Round",
                "per lb 799", brands: 2, case: 20, keeps: 6, draw: 18),
            Recipe(
                "Pork *", "Chops, Tenderloin, Shoulder, Spare Ribs, Ground, Loin", "per lb 449", brands: 2, case: 20,
                keeps: 6, draw: 14),
            Recipe(
                "Chicken *", "Breast, Thighs, Drumsticks, Wings, Whole, Ground", "per lb 379", brands: 3, case: 20,
                keeps: 6, draw: 26),
            Recipe("Turkey *", "Ground, Breast, Cutlets", "per lb 529", brands: 2, case: 16, keeps: 6),
            Recipe(
                "* Fillet", "Salmon, Cod, Haddock, Tilapia, Tuna, Flounder, Swordfish", "per lb 1199", brands: 1,
                case: 10, keeps: 3),
            Recipe(
                "*", "Shrimp, Scallops, Clams, Mussels, Lobster Tail", "per lb 1399", brands: 1, case: 10, keeps: 3,
                draw: 7),
            Recipe(
                "Sausage", "Sweet Italian, Hot Italian, Breakfast, Bratwurst, Chorizo, Kielbasa", "16 oz 549",
                brands: 3, case: 8, keeps: 18),
            Recipe(
                "Bacon", "Thick Cut, Smoked, Low Sodium, Turkey", "12 oz 649, 16 oz 799", brands: 3, case: 10,
                keeps: 30, draw: 20),
            Recipe("Franks", "Beef, Pork, Turkey", "8 ct 499", brands: 3, case: 10, keeps: 30, draw: 12),
        ]),
    DepartmentPlan(
        "FLO", "Floral", draw: 8, margin: 45, tax: .general, weekdays: [1, 3, 5],
        suppliers: "Petalford Nurseries", brands: "Harbour Choice, Petalford",
        recipes: [
            Recipe(
                "* Bouquet", "Mixed, Rose, Tulip, Sunflower, Lily, Carnation, Seasonal", "small 899, large 1699",
                brands: 2, case: 4, keeps: 5),
            Recipe(
                "Potted *", "Orchid, Succulent, Basil, Fern, Peace Lily, Mum, Ivy", "4 in 999, 6 in 1599", brands: 2,
                case: 4, keeps: 25),
        ]),
]
