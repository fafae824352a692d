using Tributary.Core.Accounts;
using Tributary.Core.Categories;
using Tributary.Core.Aggregation;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.Money;
using Tributary.Core.Partners;
using Tributary.Core.Positions;
using Tributary.Core.SignOn;
using Tributary.Core.Subscriptions;
using Tributary.Core.Transactions;

namespace Tributary.Storage.Tests.Contract;

/// <summary>Rows with every required member filled; a test replaces what it is about with <c>with</c>.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    public static readonly DateOnly Monday = new(2026, 3, 2);

    public static byte[] Bytes(long seed) => [.. BitConverter.GetBytes(seed), 0, 255, 0x27];

    public static Partner Partner(long id) => new()
    {
        Id = new PartnerId(id),
        PublicId = $"partner-{id}",
        Name = "Sandbox",
        SealedSecret = Bytes(id + 1),
        AppKeyTag = Bytes(id + 2),
        CreatedAt = Noon,
    };

    public static StoredInstitution Institution(long id) => new(
        new Institution
        {
            Id = new InstitutionId(id),
            Name = $"Bank {id} – naïve 🏦",
            Phone = "1",
            Address = new PostalAddress { City = "C", State = "S" },
            RoutingNumbers = ["021000021", "121000248"],
            Ofx = new OfxService { Url = "https://ofx.example.com", Fid = "7" },
            VanishedAt = id % 2 == 0 ? Noon : null,
        },
        "csv",
        $"key {id}");

    public static Application Application(Partner partner) => new()
    {
        PartnerId = partner.Id,
        ConsumerKey = $"qyprd{partner.Id.Value}Key",
        SealedConsumerSecret = Bytes(partner.Id.Value + 3),
        SamlIssuer = $"naïve 'issuer'; --.{partner.Id.Value}",
        Certificate = Bytes(partner.Id.Value + 4),
        RequiresSha256 = true,
        IsFacade = true,
        BatchId = "batch ' 1",
        CreatedAt = Noon,
    };

    public static Customer Customer(PartnerId partner, long id) => new()
    {
        Id = new CustomerId(id),
        PartnerId = partner,
        Username = $"customer-{id}",
        Type = CustomerType.Testing,
        CreatedAt = Noon,
    };

    public static InstitutionLogin Login(CustomerId customer, long id) => new()
    {
        CustomerId = customer,
        Id = new InstitutionLoginId(id),
        InstitutionId = new InstitutionId(101732),
        IdentityTag = Bytes(id),
        CreatedAt = Noon,
    };

    public static Account Account(InstitutionLogin login, long id) => new()
    {
        CustomerId = login.CustomerId,
        Id = new AccountId(id),
        LoginId = login.Id,
        InstitutionId = login.InstitutionId,
        InstitutionKey = $"key-{id}",
        Number = "1111",
        Name = "Checking",
        Type = AccountType.Checking,
        State = AccountState.Active,
        Currency = Currency.Usd,
        DisplayPosition = 1,
        CreatedAt = Noon,
        UpdatedAt = Noon,
    };

    public static Account FullAccount(InstitutionLogin login, long id) => Account(login, id) with
    {
        Number = "XXXX 4321",
        NumberIsChosen = true,
        Name = "Épargne 🏦 'daily'; --",
        Type = AccountType.Plan401K,
        TypeIsChosen = true,
        State = AccountState.Pending,
        Currency = Currency.Parse("CHF"),
        Balance = -12.50m,
        BalanceDate = Monday,
        BalanceAt = Noon.AddHours(1),
        Detail = new DepositDetail { AvailableBalance = 7.10m, PeriodInterestRate = 0.0500m, OpenedOn = new DateOnly(1999, 12, 31) },
        DisplayPosition = 7,
        Status = new AggregationStatus(ErrorCatalogue.CredentialsRejected, 15500),
        AttemptAt = Noon.AddHours(2),
        SuccessAt = Noon.AddHours(3),
        OldestTransactionDate = Monday.AddYears(-2),
        LastTransactionDate = Monday.AddDays(-1),
        HistoryLoadedAt = Noon.AddHours(5),
        UpdatedAt = Noon.AddHours(4),
        ChangeNumber = 12,
    };

    public static Transaction Transaction(Account account, long id) => new()
    {
        CustomerId = account.CustomerId,
        Id = new TransactionId(id),
        AccountId = account.Id,
        State = TransactionState.Posted,
        Amount = -12.50m,
        Currency = Currency.Usd,
        PostedDate = Monday,
        Description = "GROCERY STORE",
        CreatedAt = Noon,
        UpdatedAt = Noon,
    };

    public static Transaction FullTransaction(Account account, long id) => Transaction(account, id) with
    {
        InstitutionTransactionId = "FIT ' 1",
        State = TransactionState.Pending,
        Amount = 1000.00m,
        Currency = Currency.Parse("EUR"),
        TransactionDate = Monday.AddDays(-3),
        Description = "Zoë’s café – 日本 👩‍👩‍👧",
        Memo = "line one\nline two",
        Type = TransactionType.PointOfSale,
        CheckNumber = "0042",
        ReferenceNumber = "R-9",
        Sic = "5411",
        Detail = new TransactionDetail
        {
            Principal = 1.00m,
            Interest = 2.0m,
            Escrow = 3m,
            Fees = 0.000m,
            Units = -10.12345678m,
            UnitPrice = 0.10m,
            Symbol = "ACME",
            SecurityId = "US0378331005",
            SecurityIdType = "ISIN",
            InvestmentAction = "reinvestOfIncome",
        },
        Categorization = new Categorization("Zoë’s", TransactionCategory.Get("Coffee Shops"))
        {
            Words = "Zoë’s café",
            Place = new PayeePlace("São Paulo", "CA", "01234", "USA"),
        },
        UpdatedAt = Noon.AddDays(1),
        AddedInChange = 3,
        ChangeNumber = 4,
    };

    public static Position Position(Account account, long id) => new()
    {
        CustomerId = account.CustomerId,
        AccountId = account.Id,
        Id = new PositionId(id),
        Key = $"security-{id}",
        Name = "Acme Corp.",
        Kind = SecurityKind.Stock,
        Units = 10m,
        Currency = Currency.Usd,
    };

    public static Subscription Subscription(Account account, long id) => new()
    {
        CustomerId = account.CustomerId,
        Id = new SubscriptionId(id),
        AccountId = account.Id,
        Kind = SubscriptionKind.Account,
        CallbackUrl = "https://app.example/hook?key=ä",
        SealedSigningKey = Bytes(id),
        Format = NotificationFormat.Xml,
        IsForTests = true,
        CreatedAt = Noon,
        Delivery = new DeliveryProgress { Position = new DeliveryPosition(0) },
    };

    public static OutboxEvent Event(Account account, long changeNumber = 1) =>
        new(0, account.CustomerId, account.Id, changeNumber, 2, 1, 0, Noon);

    public static CustomerCategoryRule CategoryRule(Transaction transaction, long id) => new()
    {
        CustomerId = transaction.CustomerId,
        Id = new CategoryRuleId(id),
        TransactionId = transaction.Id,
        Payee = "Zoë’s",
        PayeeKey = "ZOES",
        Sign = -1,
        Category = TransactionCategory.Get("Restaurants"),
        CreatedAt = Noon,
    };
}
