using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tributary.Core.Accounts;
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

    public static string? Of(AccountDetail? detail) => detail is null ? null : JsonSerializer.Serialize(detail, AccountForm);

    public static string? Of(TransactionDetail? detail) => detail is null ? null : JsonSerializer.Serialize(detail, TransactionForm);

    public static AccountDetail? ReadAccount(SqlRow row, int column) => row.JsonOrNull(column, AccountForm);

    public static TransactionDetail? ReadTransaction(SqlRow row, int column) => row.JsonOrNull(column, TransactionForm);
}
