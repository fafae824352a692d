using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tributary.Core.Accounts;
using Tributary.Core.Categories;
using Tributary.Core.Transactions;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>
/// Details of accounts and transactions as JSON. Decimals are JSON numbers written digit for digit, so their scale stays too.
/// Members keep their names once released; a test pins the form.
/// </summary>
internal static class StoredDetail
{
    // Not generated at build time: generated code sets members that only an initializer may set by way of a constructor, at twice the price.
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static JsonTypeInfo<AccountDetail> AccountForm { get; } = (JsonTypeInfo<AccountDetail>)Form.GetTypeInfo(typeof(AccountDetail));

    private static JsonTypeInfo<TransactionDetail> TransactionForm { get; } = (JsonTypeInfo<TransactionDetail>)Form.GetTypeInfo(typeof(TransactionDetail));

    private static JsonTypeInfo<PayeeDetail> PayeeForm { get; } = (JsonTypeInfo<PayeeDetail>)Form.GetTypeInfo(typeof(PayeeDetail));

    public static string? Of(AccountDetail? detail) => detail is null ? null : JsonSerializer.Serialize(detail, AccountForm);

    public static string? Of(TransactionDetail? detail) => detail is null ? null : JsonSerializer.Serialize(detail, TransactionForm);

    /// <summary>What a categorization has beside payee and category, which have columns of their own.</summary>
    public static string? Of(Categorization? categorization) => categorization is null or { Words: null, Place: null }
        ? null
        : JsonSerializer.Serialize(new PayeeDetail(categorization.Words, categorization.Place), PayeeForm);

    public static AccountDetail? ReadAccount(SqlRow row, int column) => row.JsonOrNull(column, AccountForm);

    public static TransactionDetail? ReadTransaction(SqlRow row, int column) => row.JsonOrNull(column, TransactionForm);

    /// <summary>From payee, category and what they have beside them. A category that this program does not know is none.</summary>
    public static Categorization? ReadCategorization(SqlRow row, int column)
    {
        if (row.TextOrNull(column) is not { } payee)
            return null;
        var detail = row.JsonOrNull(column + 2, PayeeForm);
        var category = TransactionCategory.Find(row.TextOrNull(column + 1) ?? "") ?? TransactionCategory.Uncategorized;
        return new Categorization(payee, category) { Words = detail?.Words, Place = detail?.Place };
    }

    private sealed record PayeeDetail(string? Words, PayeePlace? Place);
}
