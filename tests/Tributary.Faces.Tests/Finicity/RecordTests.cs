using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.Money;
using Tributary.Core.Transactions;
using Tributary.Faces.Finicity.Accounts;
using Tributary.Faces.Finicity.Transactions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Tests.Finicity;

public sealed class RecordTests
{
    private static readonly Account Checking = new()
    {
        CustomerId = new CustomerId(52),
        Id = new AccountId(31),
        LoginId = new InstitutionLoginId(88),
        InstitutionId = new InstitutionId(101732),
        InstitutionKey = "k",
        Number = "XXXX-XXXXXX-11104",
        Name = "Checking",
        Type = AccountType.Checking,
        State = AccountState.Active,
        Currency = Currency.Usd,
        Balance = 12.30m,
        BalanceDate = new DateOnly(2026, 3, 1),
        DisplayPosition = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly Transaction Shop = new()
    {
        CustomerId = new CustomerId(52),
        Id = new TransactionId(91),
        AccountId = new AccountId(31),
        State = TransactionState.Posted,
        Amount = -63.10m,
        Currency = Currency.Usd,
        PostedDate = new DateOnly(2026, 3, 1),
        Description = "NORTHLINE",
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void MaskedNumber_ShowsItsEnd()
    {
        var account = Json(Checking);
        Assert.Equal("1104", account.GetProperty("accountNumberDisplay").GetString());
        Assert.Equal("1104", account.GetProperty("realAccountNumberLast4").GetString());

        var hidden = Json(Checking with { Number = "12-XX" });
        Assert.Equal("2-XX", hidden.GetProperty("accountNumberDisplay").GetString());
        Assert.False(hidden.TryGetProperty("realAccountNumberLast4", out _));
    }

    [Fact]
    public void AccountNeverAggregated_SaysNothingOfIt()
    {
        var account = Json(Checking);

        Assert.False(account.TryGetProperty("aggregationStatusCode", out _));
        Assert.False(account.TryGetProperty("aggregationSuccessDate", out _));
        Assert.False(account.TryGetProperty("lastTransactionDate", out _));
    }

    [Fact]
    public void BalanceNobodyTold_IsAbsentInJson_AndZeroForTheStrictReadersOfXml()
    {
        var untold = Checking with { Balance = null, BalanceDate = null };

        Assert.False(Json(untold).TryGetProperty("balance", out _));
        Assert.Equal("0", Xml(AccountRecord.Answer(ListedAccounts.WithoutPositions([untold]))).Element("balance")!.Value);
    }

    [Fact]
    public void InterestRate_IsAText_AndOtherFiguresAreNumbers()
    {
        var detail = Json(Checking with { Type = AccountType.CreditCard, Detail = new CreditDetail { InterestRate = 19.90m, CreditLimit = 5000m } })
            .GetProperty("detail");

        Assert.Equal("19.90", detail.GetProperty("interestRate").GetString());
        Assert.Equal(5000m, detail.GetProperty("creditMaxAmount").GetDecimal());
    }

    [Fact]
    public void TransactionWithoutADescription_SaysSo()
    {
        Assert.Equal("[No description provided by institution]", Json(Shop with { Description = " " }).GetProperty("description").GetString());
        Assert.False(Json(Shop).TryGetProperty("memo", out _));
        Assert.False(Json(Shop).TryGetProperty("type", out _));
    }

    [Theory]
    [InlineData(TransactionState.Posted, "active")]
    [InlineData(TransactionState.Pending, "pending")]
    [InlineData(TransactionState.Vanished, "shadow")]
    public void TransactionState_HasTheProtocolsWord(TransactionState state, string word) =>
        Assert.Equal(word, Json(Shop with { State = state }).GetProperty("status").GetString());

    [Fact]
    public void EveryTransactionType_HasAWordOfItsOwn()
    {
        var words = Enum.GetValues<TransactionType>().Where(type => type != TransactionType.Unknown)
            .Select(type => Json(Shop with { Type = type }).GetProperty("type").GetString()!).ToArray();

        Assert.Equal(words.Length, words.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(17, words.Length);
    }

    [Fact]
    public void PartsOfALoanPayment_AreThereInJsonWhenKnown_AndAlwaysInXml()
    {
        var payment = Shop with { Detail = new TransactionDetail { Principal = 400.10m, Interest = 99.90m } };

        Assert.Equal(400.10m, Json(payment).GetProperty("principalAmount").GetDecimal());
        Assert.False(Json(payment).TryGetProperty("escrowAmount", out _));
        var xml = Xml(ListOf(payment)).Element("transaction")!;
        var parts = new[] { "principalAmount", "interestAmount", "escrowAmount" };
        Assert.Equal(["400.10", "99.90", "0.0"], parts.Select(part => xml.Element(part)!.Value));
        Assert.Null(xml.Element("ticker"));
    }

    private static JsonElement Json(Account account) => Json(AccountRecord.Answer(ListedAccounts.WithoutPositions([account])));

    private static JsonElement Json(Transaction transaction) => Json(ListOf(transaction)).GetProperty("transactions")[0];

    private static IResult ListOf(Transaction transaction) =>
        new TransactionList(new Page<Transaction>(1, [transaction]), false, new DateRange(0, 1), false, TransactionVersion.V2, null).Answer();

    private static JsonElement Json(IResult answer) => JsonDocument.Parse(Write(answer, WireFormat.Json)).RootElement;

    private static XElement Xml(IResult answer) => XDocument.Parse(Write(answer, WireFormat.Xml)).Root!;

    private static string Write(IResult answer, WireFormat format)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/aggregation/v1/x";
        context.Request.Headers.Accept = format == WireFormat.Xml ? "application/xml" : "application/json";
        using var body = new MemoryStream();
        context.Response.Body = body;
        answer.ExecuteAsync(context).GetAwaiter().GetResult();
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
