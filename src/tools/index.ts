export { ModuleTool, toolFromModule, type ModuleLike, type ModuleToolOptions } from './module-tool';
export { runToolCall, type ToolCallsRunOptions } from './run-tool-calls';
export { Tool, type ToolConstructor } from './tool';
export type { ToolContext, ToolFunction, ToolRunOptions } from './tool-base';
export type { ToolCall, ToolCallResult, ToolCallResults } from './tool-call';
export { ToolCalls } from './tool-calls';
export { toolsOf, type ToolDecorator } from './tool-decorator';
export { ToolArgumentsError, ToolDefinitionError, ToolTimeoutError } from './tool-errors';
export { currentToolObserver, type ToolEvent, type ToolObserver } from './tool-events';
export { TOOL_OPTIONS, type InterruptedPolicy, type ToolOptions } from './tool-options';
export type { ToolParameter, ToolParameters } from './tool-parameters';
export { errorResult, textOfResult, toolResult, type ToolResult } from './tool-result';
export { toolsFromAiSdk, type AiSdkTool } from './foreign/ai-sdk-tools';
export { toolFromLangChain, type LangChainTool } from './foreign/langchain-tools';
export {
  McpSdkMissingError,
  type McpClient,
  type McpHttpServer,
  type McpServer,
  type McpStdioServer,
  type McpToolInfo,
} from './mcp/mcp-client';
export { connectMcpTools, type McpTools, type McpToolsOptions } from './mcp/mcp-tools';
