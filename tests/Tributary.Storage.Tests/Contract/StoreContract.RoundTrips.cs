using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Money;
using Tributary.Core.Operators;
using Tributary.Core.Partners;
using Tributary.Core.Positions;
using Tributary.Core.Secrets;
using Tributary.Core.Transactions;

namespace Tributary.Storage.Tests.Contract;

/// <summary>What is written is read again, member by member.</summary>
public abstract partial class StoreContract
{
    /// <summary>All decimal digits, either sign, scales that matter: 28 digits before and behind the point, trailing zeros.</summary>
    public static TheoryData<string> Decimals =>
        ["0", "0.00", "12.50", "-0.01", "1000", "79228162514264337593543950335", "-79228162514264337593543950335",
         "0.0000000000000000000000000001", "1.0000000000000000000000000000", "1234567890123456789012345.678"];

    [Fact]
    public async Task Partner_WithEveryMember_IsReadAsWritten()
    {
        var partner = Sample.Partner(5) with { Name = "Zoë & Söhne 🏦", FailedAuthentications = 4, LockedAt = Sample.Noon.AddDays(1) };
        await WriteAsync(store => store.TryAddPartnerAsync(partner));

        var read = await ReadAsync(store => store.FindPartnerAsync(partner.Id));

        AssertSame(partner, read);
        AssertSame(partner, await ReadAsync(store => store.FindPartnerByPublicIdAsync(partner.PublicId)));
        AssertSame(partner, await ReadAsync(store => store.FindPartnerByAppKeyAsync(partner.AppKeyTag)));
        AssertSame(partner, Assert.Single(await ReadAsync(store => store.ListPartnersAsync())));
    }

    [Fact]
    public async Task Partner_Updated_ChangesAllButIdsAndCreation()
    {
        var partner = await AddPartnerAsync();
        var changed = partner with
        {
            Name = "New name",
            SealedSecret = [9, 8],
            AppKeyTag = [7, 6],
            FailedAuthentications = 2,
            LockedAt = Sample.Noon,
        };

        await WriteAsync(store => store.UpdatePartnerAsync(changed));

        AssertSame(changed, await ReadAsync(store => store.FindPartnerAsync(partner.Id)));
    }

    [Fact]
    public async Task Tokens_WithEveryMember_AreReadAsWritten()
    {
        var partner = await AddPartnerAsync();
        var access = new AccessToken(Sample.Bytes(1), partner.Id, Sample.Noon.AddHours(2));
        var operatorToken = new OperatorToken("ops ☕", Sample.Bytes(2), Sample.Noon);
        await WriteAsync(async store =>
        {
            await store.AddAccessTokenAsync(access, Sample.Noon);
            Assert.True(await store.TryAddOperatorTokenAsync(operatorToken));
        });

        var readAccess = await ReadAsync(store => store.FindAccessTokenAsync(access.Hash));
        var readOperator = await ReadAsync(store => store.FindOperatorTokenAsync(operatorToken.Hash));

        Assert.Equal(access with { Hash = readAccess!.Hash }, readAccess);
        Assert.Equal(access.Hash, readAccess.Hash);
        Assert.Equal(operatorToken with { Hash = readOperator!.Hash }, readOperator);
        Assert.Equal(operatorToken.Hash, readOperator.Hash);
    }

    [Fact]
    public async Task SettingAndDataKeys_AreReadAsWritten()
    {
        var household = await AddHouseholdAsync();
        await WriteAsync(async store =>
        {
            await store.SetSettingAsync("store.id", [1, 2]);
            await store.SetSettingAsync("store.id", [3]);
            await store.SetSettingAsync("empty", []);
            await store.AddDataKeyAsync(new WrappedDataKey(71, KeyScope.Of(household.Customer.Id), [1]));
            await store.AddDataKeyAsync(new WrappedDataKey(72, KeyScope.Of(household.Partner.Id), [2]));
        });

        var ofCustomer = await ReadAsync(store => store.FindDataKeyAsync(KeyScope.Of(household.Customer.Id)));
        var ofPartner = await ReadAsync(store => store.FindDataKeyAsync(KeyScope.Of(household.Partner.Id)));

        Assert.Equal("03", Convert.ToHexString((await ReadAsync(store => store.FindSettingAsync("store.id")))!));
        Assert.Empty((await ReadAsync(store => store.FindSettingAsync("empty")))!);
        Assert.Null(await ReadAsync(store => store.FindSettingAsync("unknown")));
        Assert.Equal("71 1", $"{ofCustomer!.Id} {ofCustomer.Wrapped.Single()}");
        Assert.Equal(KeyScope.Of(household.Customer.Id), ofCustomer.Scope);
        Assert.Equal("72 2", $"{ofPartner!.Id} {ofPartner.Wrapped.Single()}");
        Assert.Equal(KeyScope.Of(household.Partner.Id), ofPartner.Scope);
        Assert.Null(await ReadAsync(store => store.FindDataKeyAsync(new KeyScope("customer", household.Partner.Id.Value))));
    }

    [Fact]
    public async Task WhatIsLookedUp_MayBeEmpty_OrHoldASignOfTheQuery()
    {
        var token = new OperatorToken("", [], Sample.Noon);
        await WriteAsync(async store =>
        {
            await store.SetSettingAsync("", [1]);
            await store.SetSettingAsync("it's @Name; --", [2]);
            await store.TryAddOperatorTokenAsync(token);
        });

        Assert.Equal([1], await ReadAsync(store => store.FindSettingAsync("")));
        Assert.Equal([2], await ReadAsync(store => store.FindSettingAsync("it's @Name; --")));
        Assert.Equal("", (await ReadAsync(store => store.FindOperatorTokenAsync([])))?.Name);
    }

    [Fact]
    public async Task DataKey_OfAPartnerThatIsAddedLaterInTheTransaction_IsKept()
    {
        await WriteAsync(async store =>
        {
            await store.AddDataKeyAsync(new WrappedDataKey(71, KeyScope.Of(new PartnerId(5)), [1]));
            await store.TryAddPartnerAsync(Sample.Partner(5));
        });

        Assert.NotNull(await ReadAsync(store => store.FindDataKeyAsync(KeyScope.Of(new PartnerId(5)))));
    }

    [Theory]
    [InlineData(CustomerType.Testing)]
    [InlineData(CustomerType.Active)]
    public async Task Customer_WithEveryMember_IsReadAsWritten(CustomerType type)
    {
        var partner = await AddPartnerAsync();
        var customer = Sample.Customer(partner.Id, 9) with { Username = "José@例え", FirstName = "José", LastName = "O'Hara", Type = type };
        await WriteAsync(store => store.TryAddCustomerAsync(customer));

        Assert.Equal(customer, await ReadAsync(store => store.FindCustomerAsync(partner.Id, customer.Id)));
        Assert.Equal(customer, await ReadAsync(store => store.FindCustomerByUsernameAsync(partner.Id, customer.Username)));
        Assert.Equal([customer], await ReadAsync(store => store.ListAllCustomersAsync(partner.Id)));
    }

    [Fact]
    public async Task Login_WithEveryMember_IsReadAsWritten()
    {
        var household = await AddHouseholdAsync();
        var login = Sample.Login(household.Customer.Id, 900) with
        {
            Label = "Bank of Ÿ",
            Status = new AggregationStatus(ErrorCatalogue.LoginLocked, 15510),
            AttemptAt = Sample.Noon.AddMinutes(1),
            SuccessAt = Sample.Noon.AddMinutes(2),
        };
        await WriteAsync(store => store.AddLoginAsync(login));

        AssertSame(login, await ReadAsync(store => store.FindLoginAsync(login.CustomerId, login.Id)));
        AssertSame(login, await ReadAsync(store => store.FindLoginByIdentityAsync(login.CustomerId, login.InstitutionId, login.IdentityTag)));
    }

    [Fact]
    public async Task Login_Updated_ChangesIdentityLabelStatusAndDates()
    {
        var household = await AddHouseholdAsync();
        var changed = household.Login with
        {
            IdentityTag = [5, 5],
            Label = "label",
            Status = AggregationStatus.Success,
            AttemptAt = Sample.Noon,
            SuccessAt = Sample.Noon,
        };

        await WriteAsync(store => store.UpdateLoginAsync(changed));

        AssertSame(changed, await ReadAsync(store => store.FindLoginAsync(changed.CustomerId, changed.Id)));
        Assert.Null(await ReadAsync(store =>
            store.FindLoginByIdentityAsync(changed.CustomerId, changed.InstitutionId, household.Login.IdentityTag)));
    }

    [Fact]
    public async Task SealedFields_ReplaceEarlierValues_AndAreListedByField()
    {
        var (_, customer, login, _) = await AddHouseholdAsync();
        await WriteAsync(async store =>
        {
            await store.SetSealedFieldAsync(customer.Id, login.Id, new SealedField("101732002", [2]));
            await store.SetSealedFieldAsync(customer.Id, login.Id, new SealedField("101732001", [1]));
            await store.SetSealedFieldAsync(customer.Id, login.Id, new SealedField("101732002", [3, 4]));
        });

        var fields = await ReadAsync(store => store.ListSealedFieldsAsync(customer.Id, login.Id));

        Assert.Equal([("101732001", "01"), ("101732002", "0304")], fields.Select(f => (f.Field, Convert.ToHexString(f.Value))));
    }

    [Fact]
    public async Task Account_WithEveryMember_IsReadAsWritten()
    {
        var household = await AddHouseholdAsync();
        var account = Sample.FullAccount(household.Login, 900);
        await WriteAsync(store => store.AddAccountAsync(account));

        Assert.Equal(account, await ReadAsync(store => store.FindAccountAsync(account.CustomerId, account.Id)));
    }

    [Fact]
    public async Task Account_Updated_ChangesAllButIdsKeyAndCreation()
    {
        var household = await AddHouseholdAsync();
        var changed = Sample.FullAccount(household.Login, household.Account.Id.Value);

        await WriteAsync(store => store.UpdateAccountAsync(changed));

        Assert.Equal(changed, await ReadAsync(store => store.FindAccountAsync(changed.CustomerId, changed.Id)));
    }

    [Fact]
    public async Task AccountDetail_OfEveryKind_IsReadAsWritten()
    {
        var household = await AddHouseholdAsync();
        AccountDetail[] details =
        [
            new DepositDetail
            {
                AvailableBalance = 1.00m, InterestYearToDate = 2.0m, InterestPriorYear = 3m, PeriodInterestRate = 0.0100m,
                PeriodInterest = 4.10m, OpenedOn = Sample.Monday, MaturesOn = Sample.Monday.AddYears(5),
            },
            new CreditDetail
            {
                CreditLimit = 1.00m, AvailableCredit = 2.0m, InterestRate = 19.990m, CashAdvanceInterestRate = 25m, MinimumPayment = 35.00m,
                PaymentDueOn = Sample.Monday, LastPayment = 5.0m, LastPaymentOn = Sample.Monday.AddDays(1), PreviousBalance = -6.00m,
                StatementBalance = -7.00m, StatementEndsOn = Sample.Monday.AddDays(2),
            },
            new LoanDetail
            {
                Principal = 1.00m, Payoff = 2.0m, OriginalAmount = 3m, OriginatedOn = Sample.Monday, MaturesOn = Sample.Monday.AddYears(30),
                InterestRate = 3.875m, NextPayment = 4.00m, NextPaymentOn = Sample.Monday.AddDays(1), LastPayment = 5.00m,
                LastPaymentOn = Sample.Monday.AddDays(2), EscrowBalance = 6.00m, InterestPaidYearToDate = 7.00m,
                PrincipalPaidYearToDate = 8.00m, Term = "360 months", HolderName = "Müller \"M\" & Co",
            },
            new InvestmentDetail
            {
                AvailableCash = 1.00m, CurrentBalance = 2.0m, VestedBalance = 3m, MarginBalance = -4.000m, ShortBalance = 5m,
            },
            new DepositDetail(),
        ];
        foreach (var detail in details)
        {
            await WriteAsync(store => store.UpdateAccountAsync(household.Account with { Detail = detail }));

            var read = await ReadAsync(store => store.FindAccountAsync(household.Customer.Id, household.Account.Id));

            Assert.Equal(detail, read!.Detail);
            Assert.Equal(detail.ToString(), read.Detail!.ToString());
        }
    }

    [Fact]
    public async Task Enumerations_EveryMember_IsReadAsWritten()
    {
        var (_, customer, _, account) = await AddHouseholdAsync();
        await WriteAsync(async store =>
        {
            foreach (var type in Enum.GetValues<AccountType>())
            {
                await store.UpdateAccountAsync(account with { Type = type });
                Assert.Equal(type, (await store.FindAccountAsync(customer.Id, account.Id))!.Type);
            }

            foreach (var type in Enum.GetValues<TransactionType>())
            {
                var id = await store.TakeIdsAsync(1);
                await store.AddTransactionsAsync([Sample.Transaction(account, id) with { Type = type }]);
                Assert.Equal(type, (await store.FindTransactionAsync(customer.Id, new TransactionId(id)))!.Type);
            }

            foreach (var state in Enum.GetValues<TransactionState>())
            {
                var id = await store.TakeIdsAsync(1);
                await store.AddTransactionsAsync([Sample.Transaction(account, id) with { State = state }]);
                Assert.Equal(state, (await store.FindTransactionAsync(customer.Id, new TransactionId(id)))!.State);
            }

            foreach (var kind in Enum.GetValues<SecurityKind>())
            {
                await store.ReplacePositionsAsync(customer.Id, account.Id, [Sample.Position(account, 5) with { Kind = kind }]);
                Assert.Equal(kind, (await store.ListPositionsAsync(customer.Id, account.Id)).Single().Kind);
            }
        });
    }

    [Fact]
    public async Task AggregationStatus_OfEveryError_IsReadAsWritten()
    {
        var household = await AddHouseholdAsync();
        await WriteAsync(async store =>
        {
            foreach (var error in ErrorCatalogue.All)
            {
                var account = household.Account with { Status = new AggregationStatus(error, -1) };
                await store.UpdateAccountAsync(account);
                Assert.Equal(account, await store.FindAccountAsync(account.CustomerId, account.Id));
            }
        });
    }

    [Fact]
    public async Task Transaction_WithEveryMember_IsReadAsWritten()
    {
        var household = await AddHouseholdAsync();
        var full = Sample.FullTransaction(household.Account, 900);
        var bare = Sample.Transaction(household.Account, 901) with { Description = "" };
        await WriteAsync(store => store.AddTransactionsAsync([full, bare]));

        Assert.Equal(full, await ReadAsync(store => store.FindTransactionAsync(full.CustomerId, full.Id)));
        Assert.Equal(bare, await ReadAsync(store => store.FindTransactionAsync(bare.CustomerId, bare.Id)));
    }

    [Theory]
    [MemberData(nameof(Decimals))]
    public async Task Money_OfEveryScaleAndSize_KeepsEveryDigit(string digits)
    {
        var (_, customer, _, account) = await AddHouseholdAsync();
        var amount = decimal.Parse(digits);
        await WriteAsync(async store =>
        {
            await store.UpdateAccountAsync(account with { Balance = amount, Detail = new DepositDetail { AvailableBalance = amount } });
            await store.AddTransactionsAsync(
                [Sample.Transaction(account, 900) with { Amount = amount, Detail = new TransactionDetail { Units = amount } }]);
            await store.ReplacePositionsAsync(customer.Id, account.Id, [Sample.Position(account, 901) with { Units = amount, CostBasis = amount }]);
            await store.SetDailyBalanceAsync(customer.Id, account.Id, new DailyBalance(Sample.Monday, amount));
        });

        var read = await ReadAsync(async store => new[]
        {
            (await store.FindAccountAsync(customer.Id, account.Id))!.Balance,
            ((DepositDetail)(await store.FindAccountAsync(customer.Id, account.Id))!.Detail!).AvailableBalance,
            (await store.FindTransactionAsync(customer.Id, new TransactionId(900)))!.Amount,
            (await store.FindTransactionAsync(customer.Id, new TransactionId(900)))!.Detail!.Units,
            (await store.ListPositionsAsync(customer.Id, account.Id)).Single().Units,
            (await store.ListPositionsAsync(customer.Id, account.Id)).Single().CostBasis,
            (await store.ListDailyBalancesAsync(customer.Id, account.Id)).Single().Amount,
        });

        Assert.All(read, value => Assert.Equal(digits, value!.Value.ToString()));
    }

    [Fact]
    public async Task DatesAndInstants_AtTheEdges_AreReadAsWritten()
    {
        var household = await AddHouseholdAsync();
        var earliest = Sample.Transaction(household.Account, 900) with
        {
            PostedDate = DateOnly.MinValue, TransactionDate = new DateOnly(2024, 2, 29), CreatedAt = DateTimeOffset.MinValue, UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        var latest = Sample.Transaction(household.Account, 901) with
        {
            PostedDate = DateOnly.MaxValue, CreatedAt = DateTimeOffset.MaxValue, UpdatedAt = new DateTimeOffset(2026, 3, 2, 23, 30, 0, TimeSpan.FromHours(-8)),
        };
        await WriteAsync(store => store.AddTransactionsAsync([earliest, latest]));

        Assert.Equal(earliest, await ReadAsync(store => store.FindTransactionAsync(earliest.CustomerId, earliest.Id)));
        var read = await ReadAsync(store => store.FindTransactionAsync(latest.CustomerId, latest.Id));
        Assert.Equal(latest, read);
        Assert.Equal(TimeSpan.Zero, read!.UpdatedAt.Offset);
    }

    [Fact]
    public async Task Position_WithEveryMember_IsReadAsWritten()
    {
        var (_, customer, _, account) = await AddHouseholdAsync();
        var position = Sample.Position(account, 900) with
        {
            Name = "Fünfte AG",
            Kind = SecurityKind.Debt,
            Symbol = "FÜN",
            SecurityId = "DE0001",
            SecurityIdType = "ISIN",
            Units = -1.500m,
            UnitPrice = 99.875m,
            PriceDate = Sample.Monday,
            MarketValue = -149.81m,
            CostBasis = 150.00m,
            Currency = Currency.Parse("EUR"),
        };
        await WriteAsync(store => store.ReplacePositionsAsync(customer.Id, account.Id, [position]));

        Assert.Equal(position, Assert.Single(await ReadAsync(store => store.ListPositionsAsync(customer.Id, account.Id))));
    }

    [Fact]
    public async Task OutboxEvent_WithEveryMember_IsReadAsWritten()
    {
        var household = await AddHouseholdAsync();
        var queued = Sample.Event(household.Account, 17) with { Added = 3, Modified = 4, Removed = 5 };
        await WriteAsync(store => store.AddOutboxEventAsync(queued));

        var read = Assert.Single(await ReadAsync(store => store.ListOutboxAsync(0, 10)));

        Assert.Equal(queued with { Number = read.Number }, read);
        Assert.True(read.Number > 0);
    }

    // Records compare their byte arrays by reference, so those are compared on their own.
    private static void AssertSame(Partner expected, Partner? read)
    {
        Assert.NotNull(read);
        Assert.Equal(expected.SealedSecret, read.SealedSecret);
        Assert.Equal(expected.AppKeyTag, read.AppKeyTag);
        Assert.Equal(expected, read with { SealedSecret = expected.SealedSecret, AppKeyTag = expected.AppKeyTag });
    }

    private static void AssertSame(InstitutionLogin expected, InstitutionLogin? read)
    {
        Assert.NotNull(read);
        Assert.Equal(expected.IdentityTag, read.IdentityTag);
        Assert.Equal(expected, read with { IdentityTag = expected.IdentityTag });
    }
}
