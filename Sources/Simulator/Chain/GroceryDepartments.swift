// SPDX-License-Identifier: Apache-2.0

let groceryDepartments: [DepartmentPlan] = [
    DepartmentPlan(
        "PAN", "Pantry", draw: 150, margin: 29, tax: .food, weekdays: [1, 2, 4, 5],
        suppliers: "Larder & Lantern Foods, Tidewell Canning, Norvale Mills, Solamare Imports, Quillstone Snacks",
        brands: "Harbour Choice, Old Lantern, Tidewell, Norvale, Solamare, Quillstone, Wrenfield",
        recipes: [
            Recipe(
                "*", "Spaghetti, Penne, Fusilli, Linguine, Rigatoni, Elbow, Farfalle, Lasagne", "16 oz 179", brands: 4,
                case: 12, draw: 16),
            Recipe(
                "Pasta Sauce", "Marinara, Basil, Garlic, Meat, Vodka, Alfredo", "24 oz 329", brands: 4, case: 8,
                draw: 14),
            Recipe("Rice", "Long Grain, Brown, Basmati, Jasmine, Arborio", "2 lb 299, 5 lb 649", brands: 3, case: 8),
            Recipe(
                "Beans", "Black, Kidney, Pinto, Garbanzo, Cannellini, Baked", "15 oz 129", brands: 4, case: 12, draw: 12
            ),
            Recipe(
                "* Canned Tomatoes", "Diced, Crushed, Whole, Paste, Fire Roasted", "15 oz 149, 28 oz 229", brands: 4,
                case: 12, draw: 12),
            Recipe(
                "Canned *", "Corn, Peas, Green Beans, Carrots, Beets, Mixed Vegetables", "15 oz 129", brands: 3,
                case: 12),
            Recipe(
                "Canned *", "Peaches, Pears, Pineapple, Fruit Cocktail, Mandarins", "15 oz 199", brands: 3, case: 12),
            Recipe("Tuna, *", "Chunk Light, Albacore, In Oil", "5 oz 159", brands: 3, case: 12, draw: 16),
            Recipe(
                "Soup", "Tomato, Chicken Noodle, Mushroom, Vegetable, Lentil, Minestrone, Chowder", "18 oz 269",
                brands: 4, case: 12),
            Recipe("Broth", "Chicken, Beef, Vegetable", "32 oz 279", brands: 3, case: 12),
            Recipe(
                "*", "Corn Flakes, Oat Rings, Bran, Granola, Honey Nut, Cocoa, Rice Crisps, Shredded Wheat",
                "12 oz 399, 18 oz 549", brands: 4, case: 8, draw: 16),
            Recipe("Oatmeal", "Old Fashioned, Quick, Maple, Apple", "18 oz 349, 42 oz 599", brands: 3, case: 8),
            Recipe("Peanut Butter", "Creamy, Crunchy, Natural", "16 oz 329, 28 oz 549", brands: 4, case: 8, draw: 16),
            Recipe("Jam", "Strawberry, Grape, Raspberry, Apricot, Orange, Fig", "12 oz 349", brands: 3, case: 8),
            Recipe("Flour", "All Purpose, Bread, Whole Wheat, Self Rising", "5 lb 399", brands: 3, case: 6),
            Recipe("Sugar", "Granulated, Brown, Powdered, Raw", "2 lb 249, 4 lb 399", brands: 3, case: 8),
            Recipe("Oil", "Olive, Vegetable, Canola, Sunflower, Sesame", "17 oz 599, 48 oz 899", brands: 4, case: 6),
            Recipe("Vinegar", "White, Cider, Balsamic, Red Wine, Rice", "16 oz 299", brands: 3, case: 8, draw: 6),
            Recipe(
                "*", "Ketchup, Yellow Mustard, Dijon Mustard, Mayonnaise, Relish, Barbecue Sauce, Hot Sauce, Soy Sauce",
                "12 oz 329, 20 oz 449", brands: 3, case: 8),
            Recipe(
                "Dressing", "Ranch, Italian, Caesar, Balsamic, Blue, Thousand Island", "16 oz 379", brands: 3, case: 6),
            Recipe(
                "Ground *", "Black Pepper, Cinnamon, Paprika, Cumin, Oregano, Garlic, Chili, Turmeric, Nutmeg, Basil",
                "2 oz 399", brands: 2, case: 12, draw: 4),
            Recipe("Salt", "Table, Sea, Kosher", "26 oz 149", brands: 2, case: 12, draw: 6),
            Recipe(
                "Chips", "Classic, Sour Cream, Barbecue, Salt and Vinegar, Kettle, Tortilla, Lime Tortilla",
                "8 oz 399, 13 oz 549", brands: 4, case: 8, draw: 22),
            Recipe("Pretzel *", "Twists, Sticks, Nuggets, Minis", "16 oz 379", brands: 3, case: 8),
            Recipe(
                "Crackers", "Saltine, Wheat, Butter, Cheese, Rye, Graham", "12 oz 349", brands: 4, case: 8, draw: 12),
            Recipe(
                "*", "Almonds, Cashews, Peanuts, Walnuts, Mixed Nuts, Pistachios", "8 oz 649, 16 oz 1099", brands: 3,
                case: 8),
            Recipe(
                "Chocolate", "Milk, Dark, Hazelnut, Sea Salt, White", "3 oz 279", brands: 3, case: 12, draw: 14,
                tax: .general),
            Recipe(
                "*", "Gummies, Mints, Caramels, Licorice, Fruit Drops", "7 oz 299", brands: 3, case: 12, draw: 10,
                tax: .general),
            Recipe(
                "Baby Food, *", "Apple, Pear, Carrot, Peas, Banana, Squash", "4 oz 139", brands: 2, case: 12, draw: 5),
        ]),
    DepartmentPlan(
        "FRO", "Frozen", draw: 80, margin: 31, tax: .food, weekdays: [2, 5],
        suppliers: "Northquay Cold Foods, Glacier Point Frozen, Snowdrift Creamery",
        brands: "Harbour Choice, Northquay, Glacier Point, Snowdrift",
        recipes: [
            Recipe(
                "Pizza", "Cheese, Pepperoni, Supreme, Margherita, Veggie, Four Cheese", "12 in 699, 16 in 949",
                brands: 3, case: 6, draw: 18),
            Recipe(
                "Ice Cream", "Vanilla, Chocolate, Strawberry, Cookie, Mint, Coffee, Butter Pecan, Salted Caramel",
                "1 pt 499, 48 oz 599", brands: 4, case: 6, draw: 18),
            Recipe(
                "Frozen *", "Peas, Corn, Broccoli, Spinach, Mixed Vegetables, Edamame, Cauliflower Rice",
                "12 oz 229, 32 oz 449", brands: 3, case: 10, draw: 14),
            Recipe(
                "Frozen *", "Strawberries, Blueberries, Mango, Mixed Berries, Cherries", "16 oz 449", brands: 3, case: 8
            ),
            Recipe(
                "* Fries", "Straight, Crinkle, Waffle, Sweet Potato, Steak", "28 oz 399", brands: 3, case: 8, draw: 12),
            Recipe(
                "Frozen *", "Lasagne, Chicken Pot Pie, Turkey, Mac and Cheese, Enchilada, Stir Fry, Curry", "10 oz 449",
                brands: 4, case: 8, draw: 10),
            Recipe("Waffles", "Plain, Blueberry, Whole Grain", "10 ct 379", brands: 3, case: 8),
            Recipe(
                "Frozen *", "Breaded Cod, Battered Haddock, Fish Sticks, Salmon Fillets", "19 oz 899", brands: 2,
                case: 8),
            Recipe("Burrito", "Bean, Beef, Chicken, Breakfast", "5 oz 179", brands: 3, case: 12, draw: 12),
            Recipe("Fruit Bars", "Lime, Strawberry, Mango, Coconut", "6 ct 449", brands: 3, case: 8),
            Recipe("Bagged Ice", "", "8 lb 299, 20 lb 549", brands: 1, case: 8, draw: 25),
        ]),
    DepartmentPlan(
        "BEV", "Beverages", draw: 110, margin: 30, tax: .general, weekdays: [1, 3, 5],
        suppliers: "Brightkettle Beverages, Springhollow Waters, Capstan Coffee Roasters, Cooper Lane Brewing",
        brands: "Harbour Choice, Brightkettle, Springhollow, Capstan, Cooper Lane, Fizzwick",
        recipes: [
            Recipe(
                "Cola", "Regular, Diet, Zero, Cherry, Vanilla", "20 oz 229, 2 l 279", brands: 3, case: 8, draw: 25,
                deposit: true),
            Recipe(
                "*", "Ginger Ale, Root Beer, Lemon Lime, Orange, Grape, Cream", "20 oz 219, 2 l 269", brands: 3,
                case: 8, draw: 14, deposit: true),
            Recipe(
                "Sparkling Water", "Plain, Lime, Lemon, Berry, Grapefruit, Peach", "1 l 149", brands: 4, case: 12,
                draw: 16, deposit: true),
            Recipe(
                "Spring Water", "", "20 oz 129, 1 l 179, 1 gal 199", brands: 4, case: 12, draw: 40, tax: .food,
                deposit: true),
            Recipe(
                "Iced Tea", "Lemon, Peach, Unsweetened, Green, Raspberry", "18 oz 199, 64 oz 329", brands: 3, case: 8),
            Recipe(
                "Sports Drink", "Lemon, Orange, Blue, Fruit Punch, Grape", "20 oz 199, 32 oz 249", brands: 3, case: 12,
                draw: 12),
            Recipe(
                "Energy Drink", "Original, Sugar Free, Tropical, Berry", "12 oz 279", brands: 2, case: 12, draw: 12,
                deposit: true),
            Recipe(
                "Juice", "Apple, Cranberry, Grape, Tomato, Pineapple, Cherry, Prune", "32 oz 329, 64 oz 449", brands: 3,
                case: 8, tax: .food),
            Recipe(
                "Coffee", "House, French Roast, Breakfast, Decaf, Hazelnut, Espresso, Colombian",
                "12 oz 899, 24 oz 1499", brands: 4, case: 6, draw: 12, tax: .food),
            Recipe(
                "Coffee Pods", "House, Dark, Decaf, Vanilla", "12 ct 849, 32 ct 1899", brands: 3, case: 6, tax: .food),
            Recipe(
                "Tea", "Black, Green, Chamomile, Mint, Earl Grey, Chai", "20 ct 399", brands: 3, case: 6, draw: 7,
                tax: .food),
            Recipe("Lager", "Amber, Pale, Light, Dark", "6 pk 1099, 12 pk 1799", brands: 2, case: 4, draw: 12),
            Recipe("Ale", "Pale, India, Wheat, Brown, Stout", "4 pk 1199, 6 pk 1299", brands: 2, case: 4, draw: 8),
        ]),
]
