using Tributary.Core.Accounts;
using Tributary.Core.Categories;
using Tributary.Core.Money;
using Tributary.Core.Transactions;

namespace Tributary.Core.Tests.Categories;

public sealed class CategorizerTests
{
    [Theory]
    [InlineData("POS PURCHASE 1234 STARBUCKS #123 SEATTLE WA 02/13", "Starbucks", "Coffee Shops")]
    [InlineData("SQ *TONY'S BARBER SHOP", "Tony's Barber Shop", "Hair")]
    [InlineData("REWE SAGT DANKE. 43210123//KOELN/DE", "REWE", "Groceries")]
    [InlineData("BEA NR:AB12CD 03.04.20/12.33 Albert Heijn 1520 AMSTERDAM", "Albert Heijn", "Groceries")]
    [InlineData("Rosen-Apotheke Berlin", "Rosen-Apotheke Berlin", "Pharmacy")]
    [InlineData("Rosenapotheke", "Rosenapotheke", "Pharmacy")]
    [InlineData("AUCHAN CARTE 99999999 PAIEMENT CB", "Auchan", "Groceries")]
    [InlineData("MERCADONA AVDA CONSTITUCION", "Mercadona", "Groceries")]
    [InlineData("BÄCKEREI SCHMIDT", "Bäckerei Schmidt", "Fast Food")]
    [InlineData("BAECKEREI SCHMIDT", "Baeckerei Schmidt", "Fast Food")]
    [InlineData("BACKEREI SCHMIDT", "Backerei Schmidt", "Fast Food")]
    [InlineData("SHELL12345", "Shell", "Gas & Fuel")]
    [InlineData("VIREMENT LOYER MARS", "Loyer Mars", "Mortgage & Rent")]
    [InlineData("Zq Wvx", "Zq Wvx", "Uncategorized")]
    [InlineData("日本 12", "日本", "Uncategorized")]
    [InlineData("", "Unknown", "Uncategorized")]
    public void Spending_HasItsPayeeAndCategory(string description, string payee, string category)
    {
        var told = Categorize(description);

        Assert.Equal((payee, category), (told.Payee, told.Category.Name));
    }

    [Theory]
    [InlineData("PAO ACUCAR XY")]
    [InlineData("PÃO AÇÚCAR XY")]
    [InlineData("Pão Acucar Xy 12")]
    public void Accents_MakeNoDifference(string description)
    {
        var categorizer = Categorizer.With(CategoryRuleFile.Read("mine", "[Toys]\nPão Açúcar Xy", isOperators: true));

        Assert.Equal("Toys", categorizer.Categorize(Facts(description, -4)).Category.Name);
    }

    [Theory]
    [InlineData("AMC THEATERS 0042", "AMC Theaters")]
    [InlineData("AMC Theatres", "AMC Theatres")]
    [InlineData("24 HOUR FITNESS USA", "24 Hour Fitness")]
    [InlineData("FRANCHISE TAX BOARD PAYMENTS", "Franchise Tax Board")]
    [InlineData("K&L WINES", "K&L Wines")]
    [InlineData("COOP PRONTO ZUERICH", "Coop")]
    [InlineData("PEETS COFFEE", "Peet's")]
    [InlineData("MCDONALDS F1234", "McDonald's")]
    [InlineData("STARBUCKS #12", "Starbucks")]
    public void PayeeOfAPatternWithAStar_IsWholeWords_UnlessTheRuleNamesIt(string description, string payee)
    {
        Assert.Equal(payee, Categorize(description).Payee);
        Assert.Equal(payee, Categorize("Zq", memo: "0017 " + description).Payee);
    }

    [Fact]
    public void PayeeOfAPatternThatBeginsWithAStar_IsWholeWords()
    {
        var categorizer = Categorizer.With(CategoryRuleFile.Read("mine", "[Pets]\n*zqvet", isOperators: true));

        Assert.Equal("Wauzqvet", categorizer.Categorize(Facts("PURCHASE WAUZQVET 12", -4)).Payee);
        Assert.Equal("zqvet", categorizer.Categorize(Facts("PURCHASE ZQVET 12", -4)).Payee);
    }

    [Fact]
    public void NameInsideALongerWord_IsAnotherWord()
    {
        Assert.Equal("Transfer", Categorize("INTERNATIONALE UEBERWEISUNG").Category.Name);
        Assert.NotEqual("Groceries", Categorize("SPARKASSE").Category.Name);
    }

    [Theory]
    [InlineData("STARBUCKS #123 SEATTLE WA", "Seattle", "WA", null, "USA")]
    [InlineData("CORNER TABLE 0042 NEW YORK NY 10001 USA", "New York", "NY", "10001", "USA")]
    [InlineData("TIM HORTONS #1234 TORONTO ON", "Toronto", "ON", null, "CAN")]
    [InlineData("AMC THEATERS SEATTLE WA", "Seattle", "WA", null, "USA")]
    [InlineData("ALBERT HEIJN 1520 AMSTERDAM NLD", null, null, null, "NLD")]
    public void Place_IsTold_WhereTheTextTellsIt(string description, string? city, string? state, string? postalCode, string? country) =>
        Assert.Equal(new PayeePlace(city, state, postalCode, country), Categorize(description).Place);

    [Theory]
    [InlineData("KFC 123 BERLIN DE", "EUR", "Berlin", null, "DEU")]
    [InlineData("KFC 123 BERLIN DE", "USD", "Berlin", null, "DEU")]
    [InlineData("REWE SAGT DANKE. 43210123//KOELN/DE", "EUR", "Koeln", null, "DEU")]
    [InlineData("KFC 123 BUENOS AIRES AR", "USD", "Buenos Aires", null, "ARG")]
    [InlineData("KFC 123 BOGOTA CO", "USD", "Bogota", null, "COL")]
    [InlineData("KFC 123 TEL AVIV IL", "USD", "Tel Aviv", null, "ISR")]
    [InlineData("KFC 123 CASABLANCA MA", "USD", "Casablanca", null, "MAR")]
    [InlineData("KFC 123 MUMBAI IN", "USD", "Mumbai", null, "IND")]
    [InlineData("KFC 123 PANAMA PA", "USD", "Panama", null, "PAN")]
    [InlineData("KFC 123 AMSTERDAM NL", "CAD", "Amsterdam", null, "NLD")]
    [InlineData("KFC 123 LONDON GB", "USD", "London", null, "GBR")]
    [InlineData("KFC 123 ALCOBENDAS ES", "EUR", "Alcobendas", null, "ESP")]
    [InlineData("Zq Wvx MADRID ES", "EUR", "Madrid", null, "ESP")]
    [InlineData("KFC 123 MILANO IT", "EUR", "Milano", null, "ITA")]
    [InlineData("KFC 123 BAUTZEN DE", "EUR", "Bautzen", null, "DEU")]
    [InlineData("KFC 123 REHOBOTH BEACH DE", "USD", "Rehoboth Beach", "DE", "USA")]
    [InlineData("KFC 123 WILMINGTON DE", "EUR", "Wilmington", "DE", "USA")]
    [InlineData("KFC 123 LOS ANGELES CA", "EUR", "Los Angeles", "CA", "USA")]
    [InlineData("KFC 123 TORONTO CA", "CAD", "Toronto", null, "CAN")]
    [InlineData("KFC 123 TORONTO ON CA", "CAD", "Toronto", "ON", "CAN")]
    [InlineData("KFC 123 GANDER NL", "CAD", "Gander", "NL", "CAN")]
    [InlineData("KFC 123 SPOKANE WA US", "EUR", "Spokane", "WA", "USA")]
    [InlineData("KFC 123 FRESNO CA USA", "EUR", "Fresno", "CA", "USA")]
    public void TwoLettersThatAreAStateAndACountry_AreToldApart(string description, string currency, string city, string? state, string country) =>
        Assert.Equal(new PayeePlace(city, state, null, country), Place(description, currency));

    [Theory]
    [InlineData("KFC 123 FRESNO CA", "EUR")]
    [InlineData("KFC 123 SPRINGFIELD IL", "EUR")]
    [InlineData("KFC 123 SOMEWHERE NL", "USD")]
    [InlineData("ACME 12 CLICK ON IT", "EUR")]
    [InlineData("ACME 12 HOLDING SE", "EUR")]
    public void TwoLettersThatMayBeEither_TellNoPlace(string description, string currency) => Assert.Null(Place(description, currency));

    [Fact]
    public void PostalCode_TellsAState()
    {
        Assert.Equal(new PayeePlace("Fresno", "CA", "93650", "USA"), Place("KFC 123 FRESNO CA 93650", "EUR"));
    }

    [Fact]
    public void WellKnownCity_EndsTheName() =>
        Assert.Equal("Zaq Wuvex", Categorizer.Shipped.Categorize(Facts("ZAQ WUVEX BERLIN DE", -1)).Payee);

    [Theory]
    [InlineData("SOMETHING OR OTHER IN")]
    [InlineData("ONE WORD CO")]
    [InlineData("Zq Wvx")]
    public void Place_IsNotGuessed(string description) => Assert.Null(Categorize(description).Place);

    [Theory]
    [InlineData("INTEREST", 1, AccountKind.Banking, "Interest Income")]
    [InlineData("INTEREST CHARGE", -1, AccountKind.Credit, "Finance Charge")]
    [InlineData("Finanzamt refund", 1, AccountKind.Banking, "Reimbursement")]
    [InlineData("Zq", 1, AccountKind.Credit, "Credit Card Payment")]
    [InlineData("Zq", 1, AccountKind.Loan, "Loan Payment")]
    public void DirectionAndAccount_Decide(string description, int amount, AccountKind account, string category) =>
        Assert.Equal(category, Categorize(description, amount, TransactionType.Payment, account).Category.Name);

    [Theory]
    [InlineData(TransactionType.Fee, -1, "Bank Fee")]
    [InlineData(TransactionType.Interest, 1, "Interest Income")]
    [InlineData(TransactionType.Dividend, 1, "Dividend & Cap Gains")]
    [InlineData(TransactionType.Atm, -1, "Cash & ATM")]
    [InlineData(TransactionType.DirectDeposit, 1, "Paycheck")]
    [InlineData(TransactionType.Check, -1, "Check")]
    [InlineData(TransactionType.Transfer, -1, "Transfer")]
    public void TypeDecides_WhereNoWordDoes(TransactionType type, int amount, string category)
    {
        Assert.Equal(category, Categorize("Zq Wvx", amount, type).Category.Name);
        Assert.Equal("Coffee Shops", Categorize("STARBUCKS", amount, type).Category.Name);
    }

    [Fact]
    public void Code_CountsMoreThanAHint_AndLessThanAName()
    {
        Assert.Equal("Groceries", Categorize("RESTAURANT SUPPLY", code: "5411").Category.Name);
        Assert.Equal("Restaurants", Categorize("RESTAURANT SUPPLY").Category.Name);
        Assert.Equal("Coffee Shops", Categorize("STARBUCKS", code: "5411").Category.Name);
        Assert.Equal("Air Travel", Categorize("Zq", code: "3007").Category.Name);
        Assert.Equal("Uncategorized", Categorize("Zq", code: "12").Category.Name);
        Assert.Equal("Veterinary", Categorize("Zq", code: "742").Category.Name);
    }

    [Fact]
    public void WhatHappenedToASecurity_CountsBeforeWords()
    {
        var facts = new CategoryFacts("STARBUCKS CORP", null, -10, TransactionType.Unknown, AccountKind.Investment, null, "purchased");

        Assert.Equal("Buy", Categorizer.Shipped.Categorize(facts).Category.Name);
    }

    [Theory]
    [InlineData("DAYBREAK COFFEE", "5814", "Coffee Shops")]
    [InlineData("SWIFTLINE INTERNET", "4899", "Internet")]
    [InlineData("HEARTLAND AUTO INSURANCE", "6300", "Auto Insurance")]
    [InlineData("IRONWOOD GYM", "7997", "Gym")]
    [InlineData("PAPER LANTERN BOOKS", "5999", "Books")]
    [InlineData("LAKESHORE INN", "4511", "Hotel")]
    public void TellingWord_CountsMoreThanACodeOfManyTrades(string description, string code, string category) =>
        Assert.Equal(category, Categorize(description, code: code).Category.Name);

    [Theory]
    [InlineData("LAKESHORE STORE", "4511", "Air Travel")]
    [InlineData("Zq FOOD", "5999", "Shopping")]
    [InlineData("Zq MARKET", "5814", "Fast Food")]
    [InlineData("Zq MARKET", "5732", "Electronics & Software")]
    [InlineData("LAKESHORE INN", "5812", "Restaurants")]
    public void Code_CountsMoreThanAVagueWord_AndAnExactOneMoreThanAny(string description, string code, string category) =>
        Assert.Equal(category, Categorize(description, code: code).Category.Name);

    [Theory]
    [InlineData("CREDIT LINE PAYMENT ...6666", -1, AccountKind.Banking, "Loan Payment")]
    [InlineData("LINE OF CREDIT PMT", -1, AccountKind.Banking, "Loan Payment")]
    [InlineData("PAYMENT RECEIVED", 1, AccountKind.Loan, "Loan Payment")]
    [InlineData("PAYMENT RECEIVED", 1, AccountKind.Credit, "Credit Card Payment")]
    [InlineData("CREDIT CARD PAYMENT", -1, AccountKind.Banking, "Credit Card Payment")]
    public void PaymentOfADebt_IsToldByWhatIsOwed(string description, int amount, AccountKind account, string category) =>
        Assert.Equal(category, Categorize(description, amount, account: account).Category.Name);

    [Theory]
    [InlineData("BOUGHT Lakeview Target Retirement Fund", "purchased", "Lakeview Target Retirement Fund", "Buy")]
    [InlineData("DIVIDEND Lakeview Target Retirement Fund", "dividend", "Lakeview Target Retirement Fund", "Dividend & Cap Gains")]
    [InlineData("INTEREST Harbor Bay Water Revenue 4.250% 2068", "interest", "Harbor Bay Water Revenue 4.250% 2068", "Interest Income")]
    [InlineData("BOUGHT Lakeview 500 Index Fund", "purchased", "Lakeview 500 Index Fund", "Buy")]
    [InlineData("SOLD TO CLOSE HFRT Jan 2027 60.00 Call", "soldToClose", "HFRT Jan 2027 60.00 Call", "Sell")]
    [InlineData("BOUGHT STARBUCKS CORP @ 91.20", null, "Starbucks Corp", "Buy")]
    [InlineData("BOUGHT Dividend Growth Fund", null, "Dividend Growth Fund", "Buy")]
    [InlineData("VISA INC", "purchased", "Visa Inc", "Buy")]
    public void PayeeOfASecuritysMovement_IsTheSecurity_WhateverShopsItsNameHas(string description, string? action, string payee, string category)
    {
        var told = Categorizer.Shipped.Categorize(new CategoryFacts(description, null, category == "Buy" ? -10 : 10, TransactionType.Unknown, AccountKind.Investment, null, action));

        Assert.Equal((payee, category, null), (told.Payee, told.Category.Name, told.Place));
    }

    [Theory]
    [InlineData("PAYMENT TO TARGET", "transfer", "Target")]
    [InlineData("INTEREST CREDITED", "interest", "Interest Credited")]
    [InlineData("DIVIDEND", "dividend", "Dividend")]
    public void MovementThatNamesNoSecurity_HasThePayeeOfAnyOther(string description, string action, string payee) =>
        Assert.Equal(payee, Categorizer.Shipped.Categorize(new CategoryFacts(description, null, 10, TransactionType.Unknown, AccountKind.Investment, null, action)).Payee);

    [Fact]
    public void OperatorsRule_NamesASecurityToo()
    {
        var categorizer = Categorizer.With(CategoryRuleFile.Read("mine", "[Investments]\nlakeview target = Our Retirement", isOperators: true));

        var told = categorizer.Categorize(new CategoryFacts("BOUGHT Lakeview Target Fund", null, -10, TransactionType.Unknown, AccountKind.Investment, null, "purchased"));

        Assert.Equal(("Our Retirement", "Investments"), (told.Payee, told.Category.Name));
    }

    [Fact]
    public void OperatorsWeakCode_CountsAfterOnesWords_AndBeforeOnesVagueOnes()
    {
        var categorizer = Categorizer.With(CategoryRuleFile.Read("mine", "[Gift] weak codes\n4242\n[Pets] words\nzqa\n[Toys] weak words\nzqb", isOperators: true));

        Assert.Equal("Pets", categorizer.Categorize(Facts("ZQA", -4) with { Code = "4242" }).Category.Name);
        Assert.Equal("Gift", categorizer.Categorize(Facts("ZQB", -4) with { Code = "4242" }).Category.Name);
    }

    [Theory]
    [InlineData("PAYMENT - THANK YOU", "Payment Thank You")]
    [InlineData("PAYMENT RECEIVED", "Payment Received")]
    [InlineData("CREDIT LINE ADVANCE", "Credit Line Advance")]
    [InlineData("CREDIT LINE PAYMENT ...6666", "Credit Line Payment")]
    [InlineData("MOBILE CHECK DEPOSIT", "Mobile Check Deposit")]
    [InlineData("IN-SERVICE ROLLOVER", "In-Service Rollover")]
    [InlineData("PAYMENT THANK YOU MUSIC", "Thank You Music")]
    [InlineData("POS PURCHASE A1", "A1")]
    public void WordsThatNameNobody_StayTogether(string description, string payee) => Assert.Equal(payee, Categorize(description).Payee);

    [Fact]
    public void Memo_IsLookedAt_AfterTheDescription()
    {
        Assert.Equal("Coffee Shops", Categorize("Zq", memo: "STARBUCKS").Category.Name);
        Assert.Equal("Groceries", Categorize("SAFEWAY", memo: "STARBUCKS INSIDE").Category.Name);
        Assert.Equal("Starbucks", Categorize("", memo: "STARBUCKS 12").Payee);
    }

    [Fact]
    public void OperatorsRule_CountsBeforeAllThatShip_WhateverItsKind()
    {
        var file = CategoryRuleFile.Read("mine", "[Business Services] words\nstarbucks\n[Gift] out\nZq = Our Zq", isOperators: true);
        var categorizer = Categorizer.With(file);

        Assert.Empty(file.Problems);
        var decision = categorizer.Explain(Facts("STARBUCKS #1", -4));
        Assert.Equal(("Business Services", "mine:2"), (decision.Categorization.Category.Name, decision.Rule!.Source));
        Assert.Equal("Starbucks", decision.Categorization.Payee);
        Assert.Equal("Our Zq", categorizer.Categorize(Facts("ZQ 12", -4)).Payee);
        Assert.Equal("Uncategorized", categorizer.Categorize(Facts("ZQ 12", 4)).Category.Name);
    }

    [Fact]
    public void Fingerprint_TellsRulesApart_AndIsTheSameForTheSame()
    {
        static string Of(string text) => Categorizer.With(CategoryRuleFile.Read("mine", text, isOperators: true)).Fingerprint;

        Assert.Equal(Of("[Gift]\nzq"), Of("# words\n\n[Gift] merchants\n zq"));
        Assert.Equal(3, new[] { Of("[Gift]\nzq"), Of("[Gift] in\nzq"), Categorizer.Shipped.Fingerprint }.Distinct().Count());
    }

    [Fact]
    public void LongHostileText_IsAnswered()
    {
        foreach (var text in new[] { new string('A', 100_000), new string('ß', 5_000), string.Concat(Enumerable.Repeat("a1", 3_000)), string.Concat(Enumerable.Repeat("x ", 3_000)), "\ud800 \0 '' **" })
            Assert.NotEqual("", Categorize(text, memo: text + "x").Payee);
    }

    private static PayeePlace? Place(string description, string currency) =>
        Categorizer.Shipped.Categorize(Facts(description, -10) with { Currency = Currency.Parse(currency) }).Place;

    private static CategoryFacts Facts(string description, decimal amount) =>
        new(description, null, amount, TransactionType.Unknown, AccountKind.Banking, null, null);

    private static Categorization Categorize(
        string description,
        decimal amount = -10,
        TransactionType type = TransactionType.Unknown,
        AccountKind account = AccountKind.Banking,
        string? code = null,
        string? memo = null) =>
        Categorizer.Shipped.Categorize(new CategoryFacts(description, memo, amount, type, account, code, null));
}
